//! What tells that a date is someone's birthday, in the seven languages.

/// Being born, and forms that ask when.
pub(super) const BORN: &str = concat!(
    r"born|births?|birth ?dates?|d\.?\ ?o\.?\ ?b\.?|",
    r"geboren(?:e[rsnm]?)?|geburt(?:s?-?(?:datum|jahr|dat\.?|tag und -?ort))?|geb\.? ?-?dat(?:um|\.)?|geb|gebürtig|natural d[eoa]|natif|native|zur welt|licht der welt|entbunden|",
    r"n[ée]e?s?|n[ée]\(?e?\)?|naiss\p{L}*|naqui\p{L}*|au monde|v[ou](?:it)? le jour|ddn|accouch\p{L}*|",
    r"nacid[oa]s?(?:[/(]a\)?)?|nac[íi]|naciste|naci[óo]|nacieron|nacen?|nacer|nacimiento|f(?:ec(?:ha)?)?\.? ?(?:de )?nac(?:to)?\.?|f\.?/?\ ?n\.?|al mundo|dio a luz|",
    r"nat[oaie](?:[/(]a\)?)?|nacque(?:ro)?|nasc\p{L}*|luce|d\.? ?d?i? ?n(?:asc)?\.?|",
    r"d(?:ata|t)\.? ?(?:de )?nasc\.?|ao mundo|deu à luz|",
    r"geboorte\p{L}*|ter wereld|gbd|gb|geb\.? ?dt",
);

/// Birthdays, and coming of age.
pub(super) const BIRTHDAYS: &str = concat!(
    r"birthdays?|b-?days?|b'days?|com(?:es?|ing) of age|",
    r"\p{L}*geburtstag\p{L}*|wiegenfest|ehrentag|vollj[äa]hrig|",
    r"anniv(?:ersaires?)?|(?:sera|devien\p{L}+|est|aura|deviendra) majeure?|majorit[ée]|",
    r"cumplea[ñn](?:os|ero|era)|cumples?|mayor[ií]?a? de edad|",
    r"compleann[oi]|genetliaco|maggiorenn\p{L}+|maggiore et[àa]|",
    r"anivers[áa]rios?|aniversariante|niver|maioridade|maior de idade|parab[ée]ns|",
    r"\p{L}*verjaardag\p{L}*|verjaart|verjaren|jarig\p{L}*|meerderjarig",
);

/// Short forms and marks, which say something only right before a date.
pub(super) const MARKS: &str = r"(?:^|[^\p{L}])(?:geb|gebor|jg|jahrgang|classe|quinta|leva|lichting|nat|nasc|nac|gbd|birth|né|née|nee|ne le|nee le|née? en)\.?|\*|(?:^|[^\p{L}0-9])b\.|[(,;] ?b|[(,;] ?n\.|(?:^|[ (,;])n\. a \p{Lu}[\p{L} ]{2,20}|(?:^|[^0-9nNoO])°|✶|☆";

/// What may stand between the words and the date and says nothing else.
pub(super) const FILLERS: &str = r"given|says|shown|listed|as|angegeben|als|laut|ausweis|indiqu[ée]e?|comme|indicad[oa]|como|consta|figura|indicat[oa]|come|risulta|registad[oa]|opgegeven|vermeld|nel|nell['’]|im|no|na|[ :.,!()=\-–/*'’?\[\]|]|am|aus|from|on|the|in|at|le|la|l|el|los|il|lo|em|a|à|ao|aos|op|den|dem|der|is|ist|was|war|it's|its|that's|est|es|era|è|é|fue|foi|was|ce|sera|en|de|da|di|del|do|du|des|dans|van|vom|of|mein|my|je|mon|dag|das|datum|date|tag|day|d[íi]a|giorno|ort|mes|jahr|jaar|year|a[ñn]o|anno|ano|ann[ée]e|his|her|our|your|their|unser|unsere|sein|seine|ihr|mio|mia|mi|su|tu|ma|sa|son|notre|meu|minha|seu|sua|mijn|zijn|haar|m'n|z'n|mother|father|son|daughter|baby|child|husband|wife|mutter|vater|sohn|tochter|kindes|kind|mannes|frau|père|mère|fils|fille|mari|femme|padre|madre|hijo|hija|marido|mujer|figlio|figlia|marito|moglie|pai|mãe|filho|filha|mulher|vader|moeder|zoon|dochter|man|vrouw|und|and|et|y|e|u|um|ano de|ich|er|sie|wir|bin|wurde|worden|ik|hij|ze|ben|werd|sono|sou|soy|suis|elle|ella|lui|lei|ele|ela|she|he|i|just|also|auch|aussi|también|anche|também|ook";

/// What a date has to do with when it stands between the words and it.
pub(super) const RIVALS: &str = concat!(
    r"tour|doors|concert|gig|show|moved|lives?|lived|living|since|died|dead|deceased|married|wedding|admitted|works?|worked|employed|appointment|appt|started|starts|joined|hired|until|till|expires?|expiry|valid|seen|invoice|orders?|ordered|deliver\p{L}*|due|company|signed|dated|arriv\p{L}+|baptised|baptized|christened|enrolled|registered|treated|discharged|issued|visit\p{L}*|",
    r"gestorben|verstorben|verst|gest|†|verheiratet|heirat\p{L}*|seit|wohnhaft|wohnt|zog|zieht|aufgenommen|termin\p{L}*|bis|eingestellt|hochzeit\p{L}*|firma|firmen\p{L}*|getauft|taufe|unterschrieben|liefer\p{L}+|behandelt|entlassen|vorgestellt|beginnt|begonnen|gültig|ausgestellt|kommt|",
    r"d[ée]c[ée]d\p{L}+|morte?|mari[ée]e?s?|depuis|habit\p{L}+|demeurant|rendez-vous|rdv|jusqu\p{L}*|baptis\p{L}+|embauch\p{L}+|hospitalis\p{L}+|admise?|valable|mariage|livr\p{L}+|entreprise|soci[ée]t[ée]|d[ée]livr\p{L}+|vient|",
    r"falleci\p{L}+|muri\p{L}+|casad[oa]s?|cas[óo]|casaron|desde|viv[eoí]\p{L}*|cita|hasta|bautiz\p{L}+|ingres\p{L}+|boda|entreg\p{L}+|empez\p{L}+|caduc\p{L}+|confirmad[oa]|empresa|expedid[oa]|viene|",
    r"mort[oaie]|morì|deced\p{L}+|sposat\p{L}+|dal|fino|abita|vive|appuntamento|visita|battezz\p{L}+|ricover\p{L}+|nozze|matrimonio|scad\p{L}+|consegn\p{L}+|assunt[oa]|azienda|rilasciat\p{L}+|viene|",
    r"falec\p{L}+|morr\p{L}+|casou|mora|consulta|at[ée]|batiz\p{L}+|internad\p{L}+|casamento|validade|emitid[oa]|loja|",
    r"overleden|getrouwd|gehuwd|trouw\p{L}*|sinds|woont|wonend\p{L}*|afspraak|tot|gedoopt|opgenomen|verhuis\p{L}*|bruiloft|geldig|lever\p{L}+|dienst|bedrijf|afgegeven|komt",
);

/// Feasts that return every year and are no one's birthday.
pub(super) const FEASTS: &str = r"wedding|marriage|company|firm|shop|firma|firmen\p{L}*|hochzeit\p{L}*|verein\p{L}*|mariage|noces|entreprise|soci[ée]t[ée]|boda|bodas|empresa|tienda|aniversario de|matrimonio|nozze|azienda|casamento|loja|morte|mort|muerte|bedrijf|zaak|huwelijk|bruiloft|contract|contrat\p{L}*";

/// Someone corrects what was said before.
pub(super) const CORRECTED: &str = r"no|not|sorry|wrong|correct\p{L}*|actually|instead|nein|nicht|falsch|sondern|richtig|korrekt|statt|entschuldigung|non|pas|plut[ôo]t|pardon|erreur|sino|perd[óo]n|err[óo]neo|en vez|anzi|scusi|scusa|corrett[oa]|errat[oa]|n[ãa]o|desculpe|desculpa|errad[oa]|nee|niet|maar|fout|juist";

/// What stands around an age: to turn, to become.
pub(super) const TURNS: &str = concat!(
    r"turn(?:s|ed|ing)?|will be|'ll be|’ll be|becom(?:es|ing)|became|hits|reach(?:es|ed|ing)|celebrat\p{L}+|party (?:for|of)|gets|",
    r"wird|werde[nt]?|wirst|wurde[nt]?|geworden|feier[ten]*|",
    r"fait|fera|ferai|f[êe]te(?:ra|r|nt)?|aura|aurai|auras|a eu|souffl(?:e|ent|[ée]|era)|va avoir|va faire|va f[êe]ter|",
    r"cumpl\p{L}+|celebra\p{L}*|va a hacer|fiesta de(?: los)?|",
    r"compi[eou]\p{L}*|compir\p{L}+|fa|far[àa]|faccio|festegg\p{L}+|festa (?:de|dos|dei|per i|degli)|sp(?:egn|ent)\p{L}+|",
    r"faz|fa[çc]o|fazem|far[áa]|farei|fez|fiz|fazer|complet[aoe]\p{L}*|",
    r"wordt?|werd(?:en)?|worden|viert|vieren|vierde",
);

pub(super) const UNIT: &str = r"years?(?: old| of age)?|yrs?(?: old)?|y/?o|jahre?(?: alt)?|jährchen|ans|a[ñn](?:os|itos)|anni|anninos|anos|aninhos|jaar(?: oud)?|candles|kerzen|bougies|velas|velitas|candeline|velinhas|kaarsjes";

/// Between an age and its date.
pub(super) const WHEN: &str = r"on|the|am|le|el|il|l|em|no|na|ao|a|à|dia|d[íi]a|op|den|today|heute|aujourd|hui|month|week|year|monat|woche|mois|semaine|mes|semana|mese|settimana|m[êe]s|maand|hoy|oggi|hoje|vandaag|tomorrow|morgen|demain|mañana|domani|amanhã|this|next|coming|last|diesen|nächsten|kommenden|letzten|ce|cette|este|esta|questo|deze|komende|afgelopen|prochain|dernier|pr[óo]ximo|prossimo|pasado|passato|scorso|passado|last|already|schon|bereits|d[ée]j[àa]|ya|gi[àa]|j[áa]|al|just|gerade|monday|tuesday|wednesday|thursday|friday|saturday|sunday";

/// A person, and where in time they are from: hij is van 12 maart 1958, soy del 3 de mayo de 1960.
pub(super) const FROM: &str = r"(?:(?:ze|zij|hij|ik|'k|opa|oma|moeder|vader|die) (?:is|ben|was|zijn)(?: zelf| ook| pas| nog| al| echt)? van(?: de)?|(?:elle|il|je|moi je|lui|maman|papa) (?:est|suis|[ée]tait)(?: n[ée]e?)? d[ue](?: l)?|(?:yo |[ée]l |ella )?(?:soy|somos|sos)(?: de| del)|(?:[ée]l|ella|mi madre|mi padre) (?:es|era) del?|(?:io |lei |lui )?sono (?:del(?:l)?|di)|(?:lei|lui) [èe] del(?:l)?|(?:eu )?sou d[eo]|(?:ela|ele) [ée] d[eo]|(?:er|sie|ich) (?:ist|bin|war) (?:vom|von))['’]? ?(?:a[ñn]o |d[íi]a |el |il )?";

/// People of one home, whose dates stand beside their names.
pub(super) const FAMILY: &str = r"famil\p{L}*|household|children|kids|siblings|dependants|haushalt\p{L}*|kinder|geschwister|angehörige\p{L}*|stammbuch|foyer|enfants?|fratrie|m[ée]nage|hijos?|hijas?|unidad familiar|hermanos|libro de familia|nucleo|figli|stato di famiglia|componenti|agregado|filhos?|filhas?|gezin\p{L}*|kinderen|huishouden|samenstelling|born|geboren|nacidos|nati|nascidos|n[ée]s|birthdays|geburtstage|anniversaires|cumplea[ñn]os|compleanni|anivers[áa]rios|verjaardagen";

/// Headings over several people's birthdays.
pub(super) const BIRTHDAYS_OF_ALL: &str = r"birthdays|dates of birth|geburtstage|geburtsdaten|anniversaires|dates de naissance|cumplea[ñn]os|fechas de nacimiento|compleanni|date di nascita|anivers[áa]rios|datas de nascimento|verjaardagen|geboortedata|verjaardagskalender|geburtstagsliste|geburtstagskalender";

/// Babies who come, which other people do on other days.
pub(super) const BABIES: &str = r"(?:baby|wee (?:man|lad|lass|one|boy|girl)|little (?:man|lad|one|boy|girl|princess|brother|sister)|(?:unsere?|mein[e]?) (?:kleiner?|sohn|tochter|prinz(?:essin)?)|petit(?:e)? (?:bout|prince(?:sse)?|fr[èe]re|s(?:œ|oe)ur)|(?:nuestr[oa]|mi) (?:ni[ñn][oa]|hij[oa]|princesa)|(?:il nostro|la nostra) (?:piccol[oa]|figli[oa])|(?:o nosso|a nossa) (?:menin[oa]|filh[oa])|onze (?:kleine|zoon|dochter|jongen|meid)|twins|bab(?:y|ies)|zwillinge|kleiner|kleine|b[ée]b[ée]s?|jumeaux|gemelos|mellizos|bimb[oaie]|neonat[oa]|gemelli|beb[êe]s?|g[êe]meos|tweeling|kindje)(?: \p{L}+){0,3} (?:arriv\p{L}+|came|kam(?:en)?|gekommen|est l[àa]|sont l[àa]|lleg\p{L}+|chegou|chegaram|kwam(?:en)?|gekomen)";

/// A birthday called by its number: his fortieth, zum 50., sus 50.
pub(super) const ROUND: &str = r"\p{L}+['’]s [1-9][0-9](?:th|st|nd|rd|e|ste)(?: birthday| bash| party)?|(?:his|her|my|our|your|their|zum|seine[nmr]?|ihre[nmr]?|meine[nmr]?|deine[nmr]?|zijn|haar|mijn|z'n|m'n) (?:[1-9][0-9]\.|[1-9][0-9](?:th|st|nd|rd|ste|e)|(?:\p{L}+ies?|\p{L}+)(?:tieth|teenth)|\p{L}*(?:zig|ßig|ssig)st(?:en|er|e)|\p{L}+tigste)|(?:sus|mis|tus|los|los primeros|ses|mes|tes|(?:i )?(?:suoi|miei|tuoi)|(?:os )?(?:seus|meus|teus)) [1-9][0-9]";

/// Years that people call themselves by, in two digits or four.
pub(super) const YEARS_OF: &str = r"(?:baujahr|bouwjaar|geb\.?|geboren|born(?: in)?|b\.|jahrgang|jg\.?|classe|quinta del?|leva del?|lichting|(?:yo )?(?:soy|somos) del(?: a[ñn]o)?|(?:io )?(?:sono|siamo) del|(?:eu )?sou de|je suis de|(?:ik|hij|zij|ze) (?:ben|is) (?:van|uit)|bin jahrgang|nat[oa] nel|n[ée]e? en|nacid[oa] en el|nascid[oa] em)";

/// What is founded, and is said to be born.
pub(super) const FIRMS: &str = r"company|firm|shop|club|charity|party|idea|project|firma|betrieb|verein|unternehmen|laden|idee|projekt|entreprise|soci[ée]t[ée]|boutique|magasin|association|projet|team|mannschaft|[ée]quipe|squadra|equipo|equipa|clube|band|banda|grupo|gruppo|empresa|tienda|asociaci[óo]n|proyecto|club|azienda|impresa|ditta|societ[àa]|associazione|progetto|negozio|loja|associa[çc][ãa]o|projeto|bedrijf|winkel|vereniging|zaak";
