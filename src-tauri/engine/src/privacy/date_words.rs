//! The words dates are made of, in the seven languages, also without their accents.

/// Names of months and how they are cut short.
pub(super) const MONTHS: &str = concat!(
    r"jan(?:uary|uar|vier|eiro|uari)?|j[äa]nner|jaen|enero|ene|genn?(?:aio)?|",
    r"feb(?:ruary|ruar|brero|braio|ruari|r)?|febrero|fevereiro|fev|f[ée]vr(?:ier)?|f[ée]v|",
    r"mar(?:ch|s|zo|[çc]o)?|m[äa]rz|maerz|mrz|mzo|maart|mrt|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?|",
    r"may|mai|mayo|maggio|mag|maio|mei|june?|juni?|juin|junio|jun|giugno|giu|junho|",
    r"july?|juli?|juill?(?:et)?|julio|jul|luglio|lug|julho|aug(?:ust|ustus)?|ao[ûu]t|agosto|ago|",
    r"sep(?:tember|tembre|tiembre|t)?|setiembre|settembre|sett|set(?:embro)?|",
    r"o[ck]t(?:ober)?|octobre|octubre|ottobre|ott|outubro|out|",
    r"nov(?:ember|embre|iembre|embro)?|de[czs](?:ember)?|d[ée]c(?:embre)?|diciembre|dic(?:embre)?|dezembro",
);

pub(super) const WEEKDAYS: &str = concat!(
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|",
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|",
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|",
    r"lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|",
    r"luned[ìi]|marted[ìi]|mercoled[ìi]|gioved[ìi]|venerd[ìi]|sabato|domenica|",
    r"(?:segunda|ter[çc]a|quarta|quinta|sexta)(?:-feira)?|",
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
);

/// A day of the month in words.
pub(super) const DAYS: &str = concat!(
    r"(?:(?:twenty|thirty)[ -]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|",
    r"tenth|eleventh|twel[fv]e?th|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|",
    r"(?:\p{L}{3,6}und)?(?:zwanzig|drei(?:ß|ss)ig)ste[nrsm]?|",
    r"(?:ers|zwei|zwo|drit|vier|f(?:ü|ue)nf|sechs|sieb|sieben|ach|neun|zehn|elf|zw(?:ö|oe)lf|(?:drei|vier|f(?:ü|ue)nf|sech|sieb|acht|neun)zehn)te[nrsm]?|",
    r"premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize|",
    r"vingt(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf))?|trente(?:[ -]et[ -]une?)?|",
    r"primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|",
    r"dieci(?:s[ée]is|siete|ocho|nueve)|veinte|veinti\p{L}+|treinta(?: y uno)?|",
    r"primo|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|",
    r"diciassette|diciotto|diciannove|vent(?:i|i?un\p{L}?|[ioó]\p{L}+)|trent(?:a|uno)|",
    r"primeiro|um|dois|tr[êe]s|quatro|cinco|sete|oito|dez|doze|treze|quatorze|dez[ae]\p{L}+|dezoito|",
    r"vinte(?: e (?:um|dois|tr[êe]s|quatro|cinco|seis|sete|oito|nove))?|trinta(?: e um)?|",
    r"eerste|een|één|twee(?:de)?|drie|derde|vier(?:de)?|vijf(?:de)?|zes(?:de)?|zeven(?:de)?|acht(?:ste)?|negen(?:de)?|tien(?:de)?|elf(?:de)?|twaalf(?:de)?|",
    r"(?:der|veer|vijf|zes|zeven|acht|negen)tien(?:de)?|(?:\p{L}{3,5}[eë]n)?(?:twintig|dertig)(?:ste)?",
);

/// A year in words, whole or its last two figures.
pub(super) const YEARS: &str = concat!(
    // English: nineteen sixty-three, nineteen hundred and five, two thousand and four
    r"(?:(?:eighteen|nineteen|twenty)[ -](?:hundred(?: and)?[ -]?)?|two thousand(?: and)?[ -]?)?(?:oh[ -])?(?:(?:twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)|nineteen hundred|two thousand|",
    // German, in one word
    r"(?:acht|neun)zehn-?hundert-?\p{L}*|zweitausend-?\p{L}*|(?:\p{L}{3,6}und)?(?:zwanzig|drei(?:ß|ss)ig|vierzig|f(?:ü|ue)nfzig|sechzig|siebzig|achtzig|neunzig)|",
    // French, Spanish and Portuguese, which share the word for a thousand
    r"(?:mil(?:le)?|dos mil|dois mil|deux[ -]mille?|dix[ -]neuf[ -]cents?)(?:[ -](?:(?:et|y|e)[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|uno?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\p{L}+|veint\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|novecientos|ochocientos|um|dois|três|quatro|sete|oito|nove|dez|doze|treze|dez[aeo]\p{L}+|vinte|trinta|quarenta|cinq[uü]enta|sessenta|oitenta|novecentos|oitocentos)){0,7}|",
    r"(?:quarante|cinquante|soixante|septante|huitante|nonante|quatre-vingts?)(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize)){0,2}|",
    r"(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|",
    r"(?:trinta|quarenta|cinq[uü]enta|sessenta|oitenta|noventa)(?: e (?:um|dois|tr[êe]s|quatro|cinco|seis|sete|oito|nove))?|",
    // Italian, in one word
    r"mille ?(?:nove|otto)cent\p{L}*(?: \p{L}+(?:uno|due|tr[ée]|quattro|cinque|sei|sette|otto|nove|anta))?|duemila ?(?:e )?(?:uno|due|tr[eé]|quattro|cinque|sei|sette|otto|nove|dieci|\p{L}+dici|dici\p{L}+|vent\p{L}*)?|(?:trent|quarant|cinquant|sessant|settant|ottant|novant)(?:a|uno|a?due|atr[eé]|aquattro|acinque|asei|asette|otto|anove)|",
    // Dutch
    r"(?:achttien|negentien)-?(?:honderd)? ?(?:en ?)?\p{L}*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|\p{L}tien|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)|negentienhonderd|tweeduizend ?(?:en ?)?(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\p{L}+tien|\p{L}*twintig)?|(?:\p{L}{3,5}[eë]n)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)",
);

/// How old someone can become, in words.
pub(super) const AGES: &str = concat!(
    r"(?:twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|a hundred(?: and \p{L}+)?|one hundred|",
    r"(?:\p{L}{3,6}und)?(?:zwanzig|drei(?:ß|ss)ig|vierzig|f(?:ü|ue)nfzig|sechzig|siebzig|achtzig|neunzig)|eins?|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieben|acht|neun|zehn|elf|zw(?:ö|oe)lf|(?:drei|vier|f(?:ü|ue)nf|sech|sieb|acht|neun)zehn|(?:ein)?hundert(?:\p{L}{3,5})?|",
    r"un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-(?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize|(?:vingt|trente|quarante|cinquante|soixante|septante|nonante|quatre-vingts?)(?:[ -](?:et[ -])?\p{L}+)?|cent(?:enaire)?|",
    r"uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\p{L}+|veint\p{L}+|(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y \p{L}+)?|cien(?:to \p{L}+)?|",
    r"due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)\p{L}+|cento(?:\p{L}+)?|\p{L}*(?:vent|ant|cent)['’]anni|",
    r"um|dois|tr[êe]s|sete|oito|dez|doze|treze|quatorze|dez[ae]\p{L}+|dezoito|(?:vinte|trinta|quarenta|cinq[uü]enta|sessenta|oitenta|noventa)(?: e \p{L}+)?|cem|cento e \p{L}+|",
    r"een|één|twee|drie|vijf|zes|zeven|negen|tien|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien|(?:\p{L}{3,5}[eë]n)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|honderd(?:\p{L}{3,5})?",
);

/// Days of the year that go by a name.
pub(super) const FEASTS: &str = r"christmas(?: day| eve)?|boxing day|new year['’]s (?:day|eve)|valentine['’]s day|halloween|easter (?:sunday|monday)|st patrick['’]s day|heilig(?:er )?abend|silvester|neujahr(?:stag)?|nikolaus(?:tag)?|weihnachten|ostersonntag|(?:jour de |le )?no[ëe]l|saint-sylvestre|jour de l['’]an|nochebuena|nochevieja|(?:d[íi]a de )?navidad|d[íi]a de reyes|natale|capodanno|san silvestro|ferragosto|san valentino|(?:dia|v[ée]spera) de natal|ano novo|kerst(?:mis|avond)|(?:eerste |tweede )?kerstdag|oudjaarsdag|oudejaarsdag|nieuwjaarsdag|sinterklaas";
