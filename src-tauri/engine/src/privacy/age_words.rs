//! The words an age is told with, in the seven languages, and who can have one.

/// A number of years, in digits or in words.
pub(super) const SURE_UNITS: &str = concat!(
    r"[ -]?(?:years?[ -]olds?|yrs?\.?[ -]old|y\.? ?/?o\.?|year old|yrs? young|years? of age|(?:months?|weeks?|days?)[ -]olds?|mths? old|",
    r"jährig(?:e[rsnm]?)?|jahre? (?:alt|jung)|j\. ?alt|monate? alt|wochen? alt|tage? alt|",
    r"a[ñn]os de (?:edad|vida)|a[ñn]it[oa]s|meses de (?:edad|vida)|anos de (?:idade|vida)|aninhos|meses de (?:idade|vida)|",
    r"anni di età|enne|enni|mesi di vita|mesi di età|",
    r"ans d['’][âa]ge|mois d['’][âa]ge|",
    r"jaar oud|jr\.? oud|jarige|maanden oud|weken oud|dagen oud)",
);

/// Units that say an age only of a person.
pub(super) const UNITS: &str = r"(?: ?(?:years?|yrs?\.?|y\.?|jahren?|jahre?|jr\.?|j\.?|ans|a[ñn]os|anni|anos|jaar|a\.)| (?:months?|monaten?|monate|mois|meses|mesi|mes|maand(?:en)?|mnd|weeks?|wochen|semaines|semanas|settimane|weken|tagen?|jours|d[íi]as|giorni|dias|dagen))";

/// What comes before an age and nothing else.
pub(super) const AGED: &str = r"(?:di |d['’])?anni|aged?|age of|at age|alter(?: von)?|im alter von|[âa]g[ée]e?s? (?:de|d['’])|[âa]ge|edad(?: de)?|con la edad de|à l['’][âa]ge de|a la edad de|idade(?: de)?|com a idade de|et[àa](?: di)?|all['’]et[àa] di|leeftijd(?: van)?|op (?:de )?leeftijd van|lft\.?";

/// People, by what they are to others or to a house.
pub(super) const PEOPLE: &str = concat!(
    r"man|woman|boy|girl|lady|gentleman|male|female|patient|pt|client|child|baby|infant|newborn|toddler|kid|twins?|son|daughter|brother|sister|mother|father|mum|mom|dad|gran|nan|grandma|grandad|grandmother|grandfather|granddaughter|grandson|wife|husband|partner|niece|nephew|cousin|aunt|uncle|friend|neighbour|driver|resident|pensioner|student|pupil|widow(?:er)?|teenager|applicant|caller|tenant|little one|eldest|youngest|oldest|",
    r"mann|frau|junge|mädchen|herr|dame|patient(?:in)?|pat\.?|kind|baby|säugling|kleinkind|sohn|tochter|bruder|schwester|mutter|vater|mama|papa|oma|opa|großmutter|großvater|enkel(?:in)?|ehefrau|ehemann|nichte|neffe|cousine?|tante|onkel|freund(?:in)?|nachbar(?:in)?|bewohner(?:in)?|fahrer(?:in)?|rentner(?:in)?|student(?:in)?|schüler(?:in)?|witwe[r]?|kleine[rn]?|große[rn]?|jüngste[rn]?|älteste[rn]?|zwillinge?|",
    r"homme|femme|gar[çc]on|fille|fillette|monsieur|madame|dame|patiente?|enfant|bébé|nourrisson|fils|frère|s(?:œ|oe)ur|mère|père|maman|mamie|papi|papy|grand-mère|grand-père|petit-fils|petite-fille|épou(?:x|se)|mari|nièce|neveu|cousine?|tante|oncle|amie?|voisine?|résidente?|conducteur|conductrice|retraitée?|étudiante?|élève|veu(?:f|ve)|aînée?|cadette?|cadet|jumeaux|jumelles|jeune|",
    r"hombre|mujer|var[óo]n|niñ[oa]s?|chic[oa]|señora?|paciente|beb[ée]|lactante|beb[êe]|rec[ée]m-nascid[oa]|reci[ée]n nacid[oa]|hij[oa]s?|herman[oa]|madre|padre|mam[áa]|pap[áa]|abuel[oa]|niet[oa]s?|espos[oa]|marido|pareja|sobrin[oa]|prim[oa]|t[íi][oa]|amig[oa]|vecin[oa]|residente|conductora?|jubilad[oa]|estudiante|alumn[oa]|viud[oa]|mayor|peque(?:ño|ña)?|gemel[oa]s|menor|joven|",
    r"uomo|donna|ragazz[oa]|bambin[oa]|bimb[oa]|signora?|sig\.(?:ra)?|pz\.?|paziente|neonat[oa]|figli[oa]|fratello|sorella|mamma|pap[àa]|nonn[oa]|nipot[ei]|nipotin[oa]|moglie|marito|cugin[oa]|zi[oa]|amic[oa]|vicin[oa]|pensionat[oa]|studente(?:ssa)?|alunn[oa]|vedov[oa]|piccol[oa]|gemell[ei]|maschio|femmina|",
    r"homem|mulher|menin[oa]|rapaz|rapariga|garot[oa]|senhora?|utente|filh[oa]s?|irmã|irmão|mãe|pai|av[óô]|vov[óô]|net[oa]s?|espos[oa]|mulher|sobrinh[oa]|ti[oa]|vizinh[oa]|reformad[oa]|aposentad[oa]|alun[oa]|viúv[oa]|crian[çc]a|idos[oa]|jovem|mais (?:velh|nov)[oa]|g[êe]me[oa]s|",
    r"vrouw|jongen|meisje|meneer|mevrouw|dhr\.?|mevr\.?|mw\.?|pati[ëe]nte?|cli[ëe]nte?|kindje|zoon(?:tje)?|dochter(?:tje)?|broer(?:tje)?|zus(?:je)?|moeder|vader|kleinzoon|kleindochter|echtgeno(?:ot|te)|nicht|neef|oom|vriend(?:in)?|buur(?:man|vrouw)|bewo(?:ner|onster)|gepensioneerde|leerling|weduwe|weduwnaar|jongste|oudste|tweeling|peuter|kleuter",
);

/// Who is spoken of, without a name.
pub(super) const PRONOUNS: &str = r"he|she|i|who|er|sie|ich|der|die|il|elle|j['’]|qui|él|ella|yo|que|lui|lei|io|che|ele|ela|eu|hij|zij|ze|ik|die";

/// Those whose age is told in months, weeks or days.
pub(super) const BABIES: &str = r"bab(?:y|ies)|infants?|newborn|toddler|twins?|child|son|daughter|boy|girl|säugling|kleinkind|neugeborene[rsn]?|sohn|tochter|kind|zwillinge?|bébés?|nourrisson|enfant|fils|fille|jumeaux|beb[éêe]|lactante|reci[ée]n nacid[oa]|niñ[oa]|hij[oa]|gemel[oa]s|bimb[oa]|bambin[oa]|neonat[oa]|lattante|figli[oa]|gemelli|rec[ée]m-nascid[oa]|menin[oa]|filh[oa]|crian[çc]a|kindje|zoon(?:tje)?|dochter(?:tje)?|tweeling|peuter|he|she|er|sie|il|elle|hij|zij|ze|ela|ele|ha|tiene|tem";

/// Being so old, and turning it.
pub(super) const BEING: &str = r"is|was|i'm|i’m|am|he's|he’s|she's|she’s|turn(?:s|ed|ing)?|turned|just|only|now|already|nearly|almost|ist|bin|war|wird|wurde|gerade|erst|schon|jetzt|bald|fast|a|ai|avait|a d[ée]j[àa]|a eu|aura|va avoir|f[êe]te(?:ra)? ses|vient d['’]avoir|tiene|tengo|ten[íi]a|tienen|cumpl\p{L}+|va a cumplir|ha|ho|aveva|hanno|avr[àa]|comp[ie]\p{L}+|fa|fará|farà|tem|tenho|tinha|faz|fez|fizer?|fa[çc]o|vai fazer|completa|completou|is pas|is net|is nu|is al|ben|wordt|werd|word|net|pas|al";

/// Things, rights and times that are so many years old or long.
pub(super) const NO_AGES: &str = r"cars?|vans?|house|home|building|boiler|laptop|phone|computer|printer|machine|fridge|roof|whisky|wine|company|firm|contract|lease|licen[cs]e|warranty|guarantee|policy|experience|relationship|marriage|anniversary|mortgage|sentence|jubiläum|bestehen|bestand|erfahrung|berufserfahrung|garantie|vertrag|laufzeit|zusammenarbeit|ehe|hochzeit\p{L}*|mitgliedschaft|betriebs\p{L}*|dienst\p{L}*|frist|d['’]exp[ée]rience|d['’]anciennet[ée]|de (?:garantie|garantía|garantia|experiencia|experi[êe]ncia|mariage|maison|m[ée]tier|carri[èe]re|servicio|servi[çc]o|contrato|contrat|casad[oa]s|antig[üu]edad|antiguidade|casamento|matrimonio|matrimónio|bail|cr[ée]dit|carencia|prisi[óo]n|prison|vie commune|pratique|trabajo|trabalho|hipoteca|cotizaci[óo]n)|di (?:garanzia|esperienza|servizio|contratto|matrimonio|anzianit[àa]|vita insieme|mutuo|attivit[àa]|lavoro|contributi)|garanzia|ervaring|dienst(?:verband)?|getrouwd|garant[íi]a|geleden|ago|fa\b|atr[áa]s|il y a|lang|long|que (?:vivo|trabajo|trabalho|moro)|huwelijk|bestaan|lidmaatschap|casad[oa]s|sposat[oi]|mari[ée]s|verheiratet|zusammen|together|insieme|juntos|samen";

/// Before a number of years that is a bound or a span.
pub(super) const BOUNDS: &str = r"between|from|over|under|above|below|up to|to|than|least|most|until|till|every|all|for|since|about|last|next|within|after|in|zwischen|ab|über|unter|bis|unterhalb|mindestens|höchstens|seit|vor|nach|alle|pro|binnen|zwei bis|entre|moins de|plus de|dès|partir de|jusqu['’][àa]|depuis|pendant|tous les|il y a|dans|d['’]ici|pour|mayores de|menores de|m[áa]s de|menos de|partir de los|hasta(?: los)?|desde(?: hace)?|hace|cada|durante|dentro de|tra(?: i)?|oltre(?: i)?|sotto(?: i)?|sopra(?: i)?|fino a(?:i)?|maggiori di|minori di|pi[ùu] di|meno di|da(?:i)?|ogni|per|entro|maiores de|mais de|at[ée](?: aos)?|a partir d[eo]s?|há|durante|daqui a|por|tussen(?: de)?|vanaf|tot|t/m|boven(?: de)?|onder(?: de)?|minimaal|maximaal|sinds|elke|over|na|voor|ongeveer|meer dan|minder dan|e|y|et|und|and|en|i|os|los|les|de afgelopen";
