//! Words that announce a name: titles, introductions, greetings, the end of a letter, forms.

use super::text::latin as pattern;
use regex::Regex;
use std::sync::LazyLock;

/// What must follow for a cue to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strength {
    /// Any word with a capital that is no common word.
    Strong,
    /// The same, small letters included: someone says what they are called.
    Named,
    /// As strong where nouns are small; German needs a listed name or two words.
    Intro,
    /// The same; German, which writes every noun with a capital, needs a listed name.
    Kin,
    /// A listed name, or two words with capitals.
    Fair,
    /// As strong, if what follows the name ends the line or begins a list.
    Closing,
    /// As strong, if a comma or the like follows, or the name is listed.
    Greeting,
    /// A listed first name that ends the text: "Hope this helps - Anna".
    Dash,
}

const TITLES: &str = r"mrs?|messrs|ms|miss|mx|dr|prof|professor|sir|dame|nurse|frau|herrn?|fräulein|dipl\.-ing|mag|med|pd|mme|mmes|mlle|monsieur|madame|mademoiselle|maître|docteur|doktor(?:in)?|dre?|sr|sra|srta|señora?|señorita|don|doña|dña|sig|sig\.ra|sig\.na|signora?|signore|signorina|dott|dottor|dottore|dottoressa|dott\.ssa|avv|avvocato|ing|geom|prof\.ssa|professoressa|senhora?|dona|d\.ª|dra|doutora?|exm[oa]|sr\.ª|dhr|mevr|mw|meneer|mevrouw|drs|ir|schwester|pfleger|rechtsanw[aä]lt(?:in)?|ra(?:in)?|richter(?:in)?|lehrer(?:in)?|kolleg(?:e|in)|familie|fam|eheleute|mandant(?:in|en)?|klient(?:in)?|kläger(?:in)?|beklagte[rn]?|zeug(?:e|in|en)|nachbar(?:in|n)?|hausmeister|rektor(?:in)?|direktor(?:in)?|coach|officer|constable|rev|reverend|captain|sergeant|attorney|witness|defendant|plaintiff|claimant|abogad[oa]|profesora?|profe|médico|doctora?|enfermer[oa]|tutor|maestr[oa]|collega|testimone|imputat[oa]|infermier[ae]|famiglia|família|família|família|advogad[oa]|enfermeir[oa]|testemunha|juíza?|advocaat|dokter|huisarts|docent|juf|meester|familie|collègue|professeure?|avocate?|infirmi(?:er|ère)|famille|témoin|notaire|notar(?:in)?|notario|notaio|notário|notaris|zuster|heer|oma|opa|omi|opi|tante|onkel|oom|aunt(?:ie)?|uncle|gran(?:ny|ma|dma|dpa|ddad)?|mamie|papie|tonton|tata|yaya|yayo|abuel[oa]|nonn[oa]|zi[oa]|av[óô]|vov[óôo]|suor|sœur|soeur|fr[èe]re|hermana|minist(?:er|re|ro|ra)(?:in|präsident(?:in)?)?|(?:ministerial|studien|ober|regierungs|gerichts|stadt|land|hof|medizinal|kriminal)\p{L}{0,14}(?:r[aä]t(?:in)?|[aä]rzt(?:in)?)|(?:haus|fach|kinder|zahn|augen|frauen|ober|tier)[aä]rzt(?:in)?|(?:klassen|haus|deutsch|mathe|sport|englisch)lehrer(?:in)?|(?:kita|schul|heim|team|abteilungs|gruppen|bereichs|projekt|pflegedienst)leiter(?:in)?|bürgermeister(?:in)?|burgemeester|alcald(?:e|esa)|sindaco|maire|mayor|señores|señoras|sres|sras|signori|signore|senhores|senhoras|srs|herren|lord|lady|sgt|cllr|nurse|matron|imam|rabbi|deacon|abbé|rabbin|curé|don|capitaine|adjudant|brigadier|commandant|capitán|sargento|coronel|teniente|lcd[oa]|ldo|excm[oa]|ilm[oa]|exm[oa]|frei|sor|fray|cônego|pastoor|dominee|pastor|tía|tío|zia|zio|tata|babcia|nana|sister|brother|ehel|eheleute";

/// Each with its strength; a name follows the match directly.
pub(super) fn before() -> &'static [(Strength, Regex)] {
    static CUES: LazyLock<Vec<(Strength, Regex)>> = LazyLock::new(|| {
        let cue = |text: &str, tail: &str| {
            pattern(&format!(r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{text}){tail}"))
        };
        let near = r"[ \u00a0]*[:,]?[ \u00a0]*";
        vec![
            (
                Strength::Strong,
                cue(&format!(r"(?:(?:{TITLES})\.?[ \u00a0]+)*(?:{TITLES})"), r"\.?[ \u00a0]+"),
            ),
            // Short ones, which are words without their point: Sgt., Enf., Fr., Ten., Cav.
            (
                Strength::Strong,
                cue(
                    r"(?:sgt|cpl|pte|lt|col|hon|fr|br|insp|supt|det|const|frl|hrn|hr|dres|stud|cand|fra|mons|cav|rag|arch|on|gen|cap|ten|sigg|lic|lcda|lda|arq|eng|enf|pe|ds|mej|zr|bc|ing|comm|uff|geom|mgr|mag|st[ir]|proc|sig|dñ?a|dª|d|cmdt|cdt|adj|prés|vve)(?:\.[ªaº]?|ª)",
                    r"[ \u00a0]+",
                ),
            ),
            (Strength::Dash, pattern(r"[ \u00a0](?:--?|–|—|~)[ \u00a0]?")),
            (
                Strength::Strong,
                pattern(r"(?:^|[^\p{L}\p{N}])(?:MM?\.|Me|D\.|Dª\.?|Eheleute|Hr\.|Fr\.)[ \u00a0]+"),
            ),
            (
                Strength::Named,
                cue(
                    r"my (?:full )?name(?:'s| is)|(?:her|his|the|patient'?s?|child'?s|son'?s|daughter'?s|last|first|maiden|full) name(?:'s| is| was)|i am called|i'm called|is called|(?:is|was) named|signed(?: by)?|(?:ich )?hei(?:ß|ss)(?:e|t)|(?:mein|sein|ihr|der) name (?:ist|lautet)|namens|mit namen|im namen von|gez\.|je m['’]appelle|s['’]appelle|mon nom(?: complet)? est|au nom de|prénommée?|dénommée?|me llamo|se llama|mi nombre(?: completo)? es|a nombre de|llamad[oa]|mi chiamo|si chiama|il mio nome è|mi presento|a nome di|di nome|chamo[- ]me|chama-se|me chamo|o meu nome(?: completo)? é|meu nome é|em nome de|(?:ik )?heet|mijn naam is|namens|genaamd|op naam van|auf den namen|under the name(?: of)?|name on (?:the )?card|in the name of|au nom de|née|nata? come|geborene|intestat[oa] a|titolare|titulaire|titular|kontoinhaber(?:in)?|account ?holder|rekeninghouder|t\.?n\.?v\.?|referente|au nom de|aangever|eiser(?:es)?|gedaagde|w\.g\.|f\.to|fdo\.?|ass\.|signed,?|signé|firmado|firmato|assinado|geboren als|geb\. als",
                    near,
                ),
            ),
            (
                Strength::Strong,
                cue(
                    r"name|full name|karteninhaber(?:in)?|nom sur la carte|nom|noms|nom et prénom|nombre|nombre y apellidos|nome|nome e cognome|nome completo|naam|apellidos?|cognome|apelido|nachname|vorname|vor- und nachname|familienname|surname|first name|last name|prénom|voornaam|achternaam|patient(?:in|e)?|paciente|paziente|patiënte?|cliënte?|kunde|kundin|customer|client(?:e)?|klant|mandant(?:in)?|schüler(?:in)?|student(?:in|e)?|élève|alumn[oa]|alunn[oa]|alun[oa]|leerling|contact(?: person)?|kontakt|contacto|contatto|ansprechpartner(?:in)?|from|von|de|da|van|to|an|cc|recipient|empfänger(?:in)?|kontoinhaber(?:in)?|account holder|titular|intestatari[oa]|titulaire|inhaber(?:in)?|rekeninghouder|absender(?:in)?|sender|remitente|mittente|besteller(?:in)?|käufer(?:in)?|mieter(?:in)?|tenant|versicherte[rn]?|attn|z\. ?hd\.?|att|à l['’]attention de|t\.a\.v\.|present|attendees|apologies|excused|absent|assigned to|assignee|reporter|reported by|owner|author|(?:written|prepared|approved|reviewed|taken|seen|completed) by|signed|ship to|deliver to|bill to|sold to|emergency contact|next of kin|guardian|parent|anwesend|abwesend|entschuldigt|teilnehmer(?:in|innen)?|vertretung|(?:sach)?bearbeiter(?:in)?|verantwortlich(?:e|er)?|zuständig|unterzeichnet|lieferung an|rechnung an|notfallkontakt|erziehungsberechtigte[r]?|verfasser(?:in)?|protokoll|présente?s?|absente?s?|excusée?s?|responsable|suppléante?|remplaçante?|signé|auteure?|rédacteur|rédactrice|expéditeur|expéditrice|destinataire|livrer à|personne à prévenir|asistentes|ausentes?|excusa|suplente|firmado|fdo\.?|remite|destinatari[oa]|entregar a|autor[a]?|contacto de emergencia|presenti|assent[ei]|responsabile|sostitut[oa]|firmato|f\.to|consegnare a|autore|presentes|ausente|responsável|ass\.?|assinado|destinatári[oa]|aanwezig|afwezig|behandelaar|vervang(?:er|ster)|w\.g\.?|ondertekend|afzender|geadresseerde|bezorgen bij|contactpersoon|auteur|wijkverpleegkundige",
                    r"[ \u00a0]*[:=][ \u00a0]*",
                ),
            ),
            (Strength::Strong, labelled()),
            (
                Strength::Kin,
                cue(
                    r"birthday of|geburtstag (?:von|der|des)|anniv(?:ersaire)? de|cumple(?:a[ñn]os)? de(?: la)?|compleanno d(?:i|ella|el)|anivers[áa]rio d[aoe]|niver d[aoe]|verjaardag van|funeral of|beerdigung von|obs[èe]ques de|entierro de|funerale di|enterro d[aoe]|uitvaart van|wedding of|present|attending|anwesend|abwesend|pr[ée]sents?|absents?|presentes|ausentes?|asisten|presenti|assent[ei]|aanwezig|afwezig|eredi|h[ée]ritiers|heirs of|executors of|herederos de|herdeiros de|erven|erben|klingel(?:schild)?|citofono(?: al nome(?: di)?)?|interphone(?: au nom de)?|sonnette(?: au nom de)?|doorbell|bell|timbre(?: a nombre de)?|campainha(?: em nome de)?|deurbel|bel bij|aanbellen bij|klingeln bei|suonare(?: a)?|sonner chez|sonnez chez|wee|little|young|poor|(?:la |le |ma |mon )?petite?|jeune|(?:la |el )?pequeñ[oa]|joven|(?:la |il )?piccol[oa]|giovane|(?:a |o )?pequen[oa]|kleine|lieve|jonge|onze|estate of|late|succession de|herencia de|eredità di|herança de|nalatenschap van|nachlass von|gracias a|merci à|grazie a|obrigad[oa] (?:a|ao|à)|(?:met )?dank aan|danke? an|thanks to|kudos to|(?:un|una) (?:certain|tal|cert[oa])|une certaine|un certo|una certa|um tal(?: de)?|uma tal(?: de)?|um certo|uma certa|ene|een zekere|ein gewisser|eine gewisse|a certain|a mrs?|de parte de|de la part de|da parte d[aeio]|da parte della|on behalf of|say hi to|dile a|dígale a|diles a|avisad? a|avisa a|avise a|dites? à|dis à|demande(?:r|z)? à|dì a|di'? a|dillo a|chiedi a|diga (?:a|ao|à)|diz (?:a|ao|à)|avisa (?:a|ao|à)|zeg tegen|vraag (?:aan|het)|sag(?:t)? bitte|geef aan|tell|ask|remind|vor- und nachname|(?:vor|nach|ruf)name|first name|surname|voornaam|achternaam|roepnaam|prénom|nom de famille|nombre|apellido|cognome|vervanger|vervangt|sustituye a|sostituisce|substitui|remplace|vertritt|replaces?|replacing|covers? for|covering for|copre|cubre a|attention|né[e]? sous le nom de|formerly|vormals|früher|vroeger",
                    r"[ \u00a0]+",
                ),
            ),
            (
                Strength::Named,
                cue(
                    r"call me|calls? (?:me|him|her)|(?:nannte|nennt) sich|sich als|calling (?:himself|herself)|(?:gave|giving) (?:his|her|the) name as|s['’]est présentée? comme|se présente comme|se présentant comme|disant s['’]appeler|se identifica como|se identificó como|si è presentat[oa] come|si presenta come|dice di chiamarsi|apresentou-se como|se apresentou como|noemde zich|noemt zich|gaf zich uit als|stelde zich voor als|calling me|goes by(?: the name)?|known as|a\.?k\.?a\.?|nicknamed|nenn(?:t|en sie)? mich(?: einfach)?|genannt|alle nennen (?:mich|ihn|sie)|appel(?:le|ez)-moi|on m['’]appelle|dit|dite|surnommée?|se prénomme|prénommée?|nommée?|llámame|llamadme|llámenme|me (?:llaman|dicen)|(?:le|lo|la) (?:dicen|llaman)|llamarse|apodad[oa]|chiamami|chiamatemi|mi chiamano|(?:lo|la) chiamano|detto|detta|chiamarsi|soprannominat[oa]|chamar-me|chama-me|me chamam(?: de)?|chamam-lhe|chamar-se|conhecid[oa] (?:por|como)|apelidad[oa] de|noem me(?: maar)?|zeg maar|noemen (?:me|hem|haar)|bijgenaamd|beter bekend als|geb\.|née|né|ondergetekende|(?:je )?soussignée?|io sottoscritt[oa]|il sottoscritto|la sottoscritta|l['’]abajo firmante|yo|unterzeichne(?:te|r)|the undersigned|eu|op de kaart staat|names? on (?:it|the card|card)|sulla carta|na tarjeta|en la tarjeta|no cartão|sur la carte|auf der karte steht|lautend auf|läuft auf|ausgestellt auf|issued to|made out to|a favor de|a favore di|à l['’]ordre de|zugunsten|ten gunste van|registered to|zugelassen auf|rilasciat[oa] a|expedid[oa] a|emitid[oa] (?:a|em nome de)|afgegeven aan|heißt auch(?: noch)?|hei(?:ß|ss)e ich|hei(?:ß|ss)t (?:er|sie|es)",
                    r"[ \u00a0]*[,:]?[ \u00a0]+",
                ),
            ),
            (
                Strength::Kin,
                cue(
                    r"(?:my|our|his|her|their|your)(?: (?:late|little|older|younger|youngest|oldest|eldest|elder|dear|new|old|best|twin|step|foster))? (?:(?:mother|father|son|daughter|brother|sister)-in-law|step-?(?:son|daughter|mother|father|brother|sister|dad|mum|mom)|twins?|mate|buddy|coworker|co-worker|supervisor|tutor|nanny|tenant|lodger|housemate|girlfriend|boyfriend|fianc[ée]e?|god(?:son|daughter|father|mother)|grandad|grandpa|grandma|gran|nan|granny|grandmother|grandfather|dog walker|childminder|son|daughter|husband|wife|partner|mother|father|mum|mom|dad|brother|sister|boy|girl|child|baby|grandson|granddaughter|aunt|uncle|cousin|nephew|niece|friend|colleague|neighbour|neighbor|boss|manager|landlord|landlady|teacher|client|patient|assistant|carer|fiancée?|ex|flatmate|roommate|classmate)|(?:mein|meine|meinen|meinem|meiner|unser|unsere|unseren|unserem|unserer|ihr|ihre|ihrem|ihren|ihrer|sein|seine|seiner|seinem|seinen|der|die|den|dem)(?: (?:kleine[rn]?|ältere[rn]?|neue[rn]?))? (?:schwieger(?:mutter|vaters?|sohn(?:es)?|tochter|eltern)|schw[aä]ger(?:in|s)?|stief(?:sohn|tochter|vater|mutter|bruder|schwester)|ehe(?:frau|mann(?:es)?)|lebensgefährt(?:e|in)|verlobte[rn]?|zwillinge?|groß(?:mutter|vaters?)|oma|opa|cousine?|neffen?|nichte|betreuer(?:in|s)?|sohn(?:es)?|tochter|mann(?:es)?|frau|partner(?:in|s)?|mutter|vaters?|bruders?|schwester|kindes?|enkel(?:in|s)?|tante|onkel|freund(?:in|es)?|kolleg(?:e|in|en)|nachbar(?:in|n)?|chef(?:in)?|schüler(?:in|s)?|mandant(?:in|en)|patient(?:in|en)?|kund(?:e|in|en)|mitarbeiter(?:in|s)?|vermieter(?:in)?|mitschüler(?:in)?)|(?:tenant|lodger|applicant|employee|resident|pupil|student|caller|complainant|driver|mieter(?:in)?|bewohner(?:in)?|bewerber(?:in)?|anrufer(?:in)?|fahrer(?:in)?|azubi|locataire|salariée?|employée?|résidente?|candidate?|inquilin[oa]|emplead[oa]|residente|solicitante|dipendente|candidat[oa]|richiedente|funcionári[oa]|morador[a]?|huurder|huurster|bewoner|bewoonster|medewerker|medewerkster|sollicitant[e]?)|(?:mon|ma|notre|son|sa|leur|votre) (?:belle-(?:mère|sœur|soeur|fille)|beau-(?:père|frère|fils)|grand-(?:mère|père)|copine|copain|fiancée?|associée?|patronne?|colocataire|locataire|mamie|papi|fils|fille|mari|femme|épouse|époux|mère|père|frère|sœur|soeur|enfant|bébé|petit-fils|petite-fille|tante|oncle|amie?|collègue|voisine?|conjoint|compagne|compagnon|cliente?|patiente?|élève|nièce|neveu|cousine?|chef|propriétaire|bailleur)|(?:mi|mis|nuestr[oa]|su|tu|el|la)(?: (?:pequeñ[oa]|hij[oa]))? (?:cuñad[oa]|yerno|nuera|novi[oa]|ahijad[oa]|gemel[oa]|soci[oa]|inquilin[oa]|hermanastr[oa]|hij[oa]|niet[oa]|marido|mujer|esposa|esposo|madre|padre|herman[oa]|niñ[oa]|amig[oa]|tí[oa]|abuel[oa]|prim[oa]|sobrin[oa]|compañer[oa]|vecin[oa]|jef[ea]|pareja|client[ea]|paciente|alumn[oa]|casero|casera|suegr[oa])|(?:mio|mia|nostr[oa]|suo|sua|il|la|tuo|tua) (?:cognat[oa]|genero|nuora|fidanzat[oa]|ragazz[oa]|compagn[oa]|gemell[oa]|soci[oa]|inquilin[oa]|figli[oa]|marito|moglie|madre|padre|fratello|sorella|bambin[oa]|nonn[oa]|nipote|zi[oa]|amic[oa]|collega|vicin[oa]|compagn[oa]|client[ei]|paziente|alunn[oa]|cugin[oa]|suocer[oa]|capo)|(?:meu|minha|nosso|nossa|seu|sua|o|a) (?:cunhad[oa]|genro|nora|enteado|enteada|noiv[oa]|companheir[oa]|afilhad[oa]|gême[oa]|inquilin[oa]|sóci[oa]|filh[oa]|marido|mulher|esposa|esposo|mãe|pai|irmão|irmã|menin[oa]|avó|avô|net[oa]|ti[oa]|amig[oa]|colega|vizinh[oa]|namorad[oa]|chefe|client[ea]|paciente|utente|alun[oa]|prim[oa]|sobrinh[oa]|sogr[oa])|(?:mijn|onze|zijn|haar|uw|jullie|de) (?:schoon(?:moeder|vader|zoon|dochter|zus|broer|ouders)|stief(?:zoon|dochter|vader|moeder)|verloofde|vriendje|vriendinnetje|mantelzorger|begeleid(?:er|ster)|peuter|kleuter|tweeling|zoon(?:tje)?|dochter(?:tje)?|man|vrouw|partner|moeder|vader|broer(?:tje)?|zusje|zus|kind|kleinzoon|kleindochter|tante|oom|vriend(?:in)?|collega|buurman|buurvrouw|baas|cliënte?|patiënte?|leerling(?:e)?|klant|huurder|neef|nicht|oma|opa)|(?:father|mother|parents?|son|daughter|brother|sister|wife|husband|widow|partner|uncle|aunt|grandmother|grandfather|dad|mum|mom) of|(?:vater|mutter|eltern|sohn|tochter|bruder|schwester|frau|mann|ehefrau|ehemann|oma|opa|tante|onkel|partner(?:in)?) von|(?:père|mère|maman|papa|parents|fils|fille|frère|sœur|femme|mari|veuve) d[e'’]|(?:padre|madre|mamá|papá|hij[oa]|herman[oa]|mujer|marido|viuda|abuel[oa]) de|(?:papà|mamma|genitori|figli[oa]|fratello|sorella|moglie|marito|vedova|nonn[oa]) di|(?:pai|mãe|filh[oa]|irmão|irmã|mulher|viúva|av[óô]) d[aoe]|(?:vader|moeder|ouders|zoon|dochter|broer|zus|vrouw|man|weduwe) van",
                    r"[ \u00a0]*,?[ \u00a0]+",
                ),
            ),
            (
                Strength::Intro,
                cue(
                    r"(?:slt|cc|bjr|coucou|salut|yo|wesh|re)[ ,]{1,2}c(?: moi)?|this is|i am|i['’]m|ich bin['’]?s(?: der| die)?|hier (?:ist|is|schreibt) (?:der|die)|aqui quem fala é (?:o|a)|c['’]est (?:la|le)|soy (?:la|el)|sono (?:la|il)|ik ben(?:'t)?|met mij,?|it['’]s me,?|hier (?:ist|is|spricht|schreibt)|moi c['’]est|ich bin|c['’]est|je suis|soy|(?:le )?habla|sono|parla|sou(?: [oa])?|fala(?: [oa])?|aqui (?:é|fala)(?: [oa])?|ik ben|u spreekt met|je spreekt met|(?:^|[.!?\n,] ?)met",
                    r"[ \u00a0]+",
                ),
            ),
            (
                Strength::Fair,
                cue(
                    r"it['’]s|spoke(?:n)? (?:to|with)|speak(?:ing)? (?:to|with)|talk(?:ed|ing)? (?:to|with)|ask(?:ed)? for|asked|told|met(?: with)?|e-?mailed|appointment with|meeting with|booked with|patient|client|customer|case of|on behalf of|hier ist|hier spricht|hier schreibt|ich bin|hier|mit|bei|von|termin (?:bei|mit)|gesprochen mit|patient(?:in|en)?|kundin|kunde|fall|akte|betreff|betr|i\. ?s\.|c'est|je suis|ici|rendez-vous (?:avec|chez)|rdv avec|chez|avec|parl[ée] (?:à|avec)|soy|habla|le habla|aquí|cita con|hablé con|hablar con|con|sono|parla|qui|appuntamento con|parlato con|sou [oa]|aqui (?:é|fala)|fala|sou|consulta com|falei com|com|ik ben|u spreekt met|met|hier|afspraak met|gesproken met|bij|for|to|and|with|by|from|für|pour|para|per|voor|an|à|gegen|contra|contro|tegen|contre|vs?|versus|\./\.|named|called|versicherte[rn]?",
                    r"[ \u00a0]+",
                ),
            ),
            (
                Strength::Closing,
                cue(
                    r"regards|wishes|sincerely|faithfully|truly|yours|cheers|thanks|thank you|thanks a lot|many thanks|thanks in advance|thank you in advance|thx|best|take care|love|hugs|kisses|xoxo|xx?|respectfully|cordially|all the best|warmly|have a nice day|gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)|lg|mfg|vg|bg|danke(?: im voraus)?|dank(?: im voraus)?|hochachtungsvoll|herzlichst|bis dann|bis bald|küsschen|alles liebe|liebste grüße|ihre?|eure?|euer|cordialement|salutations(?: distinguées)?|bien à vous|merci(?: d['’]avance| beaucoup)?|respectueusement|bonne journée|à bientôt|bises|bisous|bizz?|biz|la bise|amicalement|cdlt|bàv|saludos?|un saludo|atentamente|gracias(?: de antemano)?|(?:un )?abrazos?|besos?|besitos|un beso|cordialmente|baci|bacioni|un bacio|un abbraccio|saluti|saluto|grazie(?: mille| in anticipo)?|a presto|in fede|cumprimentos|atenciosamente|obrigad[oa](?: desde já)?|abraços?|beijos?|beijinhos?|bjs|até breve|grat[oa]|cpts|groet(?:en|jes)?|gr|liefs|kus(?:jes)?|xx?|mvg|bedankt|hoogachtend|dank(?:je|u)?(?: wel)?|alvast|vriendelijke groet|hartelijke groet|bien à toi|à toi|amitiés|hasta pronto|hasta luego|distinti|até logo|até já|tot snel|tot ziens|hartelijks|hoogachtend|m\.v\.g\.?|talk soon|speak soon|see you(?: soon)?|bye|tschüss?|tschau|ciao|adieu|à plus|signed|sent from my (?:phone|iphone|mobile)|m\.f\.g\.?|v\.g\.?|sorry|merci bien|mille mercis|muchas gracias|muito obrigad[oa]|besten dank|vielen dank|hartelijk dank",
                    r"(?:[ \u00a0]*[,.!;:]*[ \u00a0]*(?:\r?\n[ \u00a0]*){0,3}[\-–—~]?[ \u00a0]*)(?:(?:from|von|vom|de|da|di|van|your|ihre?)[ \u00a0]+)?",
                ),
            ),
            (
                Strength::Closing,
                pattern(
                    r"(?:[.!?,][ \u00a0]*|\n[ \u00a0]*)[\-–—][ \u00a0]*|[.!?,][ \u00a0]*\r?\n[ \u00a0]*(?:\r?\n)?",
                ),
            ),
            (
                Strength::Greeting,
                cue(
                    r"q tal|que tal|qué tal|ke tal|wesh|slt|cc|bjr|e a[íi]|eae|fala|dear(?:est)?|hi|hello|hey|yo|oy|ey|ei|eh|ehi|uè|epa|hé|heej|hej|na|hallöchen|huhu|servas|hellas|ahoi|hiya|good (?:morning|afternoon|evening|day)|morning|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|tag|moin|servus|grüezi|grüß gott|sehr geehrte[rs]?|geehrte[rs]?|werte[rs]?|bonjour|bonsoir|salut|coucou|chère?s?|hola|buenos d[ií]as|buenas(?: tardes| noches)?|buen d[ií]a|estimad[oa]s?|querid[oa]s?|apreciad[oa]|ciao|salve|buongiorno|buonasera|gentil(?:e|issim[oa])|spett\.?(?:le)?|car[oaie]|carissim[oa]|egregi[oa]|ol[áa]|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?|caríssim[oa]|beste|hoi|hai|dag|geachte|goede(?:morgen|middag|navond|dag)|lieve|thanks|thank you|danke|merci|gracias|grazie|obrigad[oa]|bedankt|sorry|ok|yes|no",
                    r"[ \u00a0]*,?[ \u00a0]+",
                ),
            ),
        ]
    });
    &CUES
}

/// What stands before a colon and a name in forms and minutes, and is no role.
const LABELS: &str = r"rufname|spitzname|kosename|geburtsname|mädchenname|name des kindes|name der mutter|name des vaters|vor-/nachname|name, vorname|nachname, vorname|unterschrift|gezeichnet|getekend|signature|signatura|firma|ondergetekende|forenames?|given names?|middle name|family name|preferred name|maiden name|nickname|known as|alias|guest(?: name)?|lead guest|names?|name of (?:child|parent|patient|applicant|guest)|prénom usuel|nom d['’]usage|nom de naissance|nom de jeune fille|nom de famille|prénoms|surnom|nom\(s\)|prénom\(s\)|nombre de pila|primer apellido|segundo apellido|nombre del (?:niño|alumno|paciente|padre|titular)|apodo|nombre y apellido|nome social|nome do meio|nome da mãe|nome do pai|nome do (?:aluno|titular|paciente|responsável)|alcunha|cognome e nome|nominativo|soprannome|cognome da nubile|nome del (?:bambino|paziente|titolare|padre)|nome della madre|roepnaam|voorna(?:am|men)|meisjesnaam|geboortenaam|bijnaam|naam (?:kind|ouder|patiënt|cliënt|leerling)|voorletters en achternaam|gasten?|huésped(?:es)?|ospit[ei]|hôtes?|hóspedes?|guests?|gäste|trainer|ort und name|eltern|mutter|vater|mother|father|mère|père|madre|padre|mãe|pai|moeder|vader|parents|kids?|children|enfants|hijos|figli|filhos|kinderen|kinder|partner|conjoint|cónyuge|coniuge|cônjuge|spouse|ehepartner|head|deputy|site|office manager|on call|dienst|bereitschaft|reperibil[ei]|de guardia|de plantão|beschikbaar|a cargo de|im dienst|schicht|shift|turno|escala|rooster|chair|vorsitz|présidente?|presidente|presidenta|voorzitter|protokollführung|schriftführung|secretary|secrétaire|secretari[oa]|segretari[oa]|secretári[oa]|notulist|kassier|treasurer|trésorier|tesorer[oa]|tesoriere|tesoureir[oa]|attention|fao|for the attention of|zu händen|a la atención de|alla c\.a\.|c\.a\.|ao cuidado de|a/c|t\.a\.v|ter attentie van|cc|bcc|in kopie|en copie|con copia|in copia|com cópia|rédigé par|suivi par|traité par|dossier suivi par|redactado por|tramitado por|redatto da|seguito da|elaborado por|tratado por|opgesteld door|behandeld door|bearbeitet von|erstellt von|geprüft von|handled by|raised by|opened by|closed by|logged by|called by|referred by|checked by";

/// A label of a form or of minutes, before a colon.
fn labelled() -> Regex {
    pattern(&format!(
        r"(?i)(?:^|[^\p{{L}}\p{{N}}])(?:{LABELS})(?:[ \u00a0]*\([^)\n]{{1,20}}\))?[ \u00a0]*[:=][ \u00a0]*(?:\r?\n)?"
    ))
}

/// What follows a name: someone speaks, was born, is so old, has written.
pub(super) fn behind() -> &'static Regex {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:[ ,(\-–]{0,3}(?:here(?:[ ,.!:;]|$)|speaking|hier(?:[ ,.!:;]|$)|am apparat|à l['’]appareil|al habla|al telefono|aan de lijn|born|dob|d\.o\.b|geb(?:\.|oren)|\*|née? le|nacid[oa]|nat[oa] (?:il|a)|nascid[oa]|aged?[ ]\d|\(?\d{1,3}[ )]*(?:years? old|yrs?|y/?o|jahre(?: alt)?|ans|años|anni|anos|jaar)\b|wrote|schrieb|hat geschrieben|a écrit|escribió|ha scritto|escreveu|schreef))",
        )
    });
    &BEHIND
}

/// What only people do, behind a name that no list holds.
pub(super) fn acts() -> &'static Regex {
    static ACTS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^[ \u00a0](?:",
            r"(?:on the (?:line|phone)|am telefon|au téléphone|au bout du fil|al teléfono|al telefono|ao telefone|aan de (?:telefoon|lijn))|(?:is|are|was) (?:off|out|in|back|late|poorly|here|there)|doing|lleva|hace|fica|sta (?:in|a|al)|si è|se ha|heeft zich|doet|macht|fait|s['’]est|covering|off sick|on nights|on leave|here|rings|will (?:be|come|call|ring|bring|send|pick|let)|won['’]t|can['’]t|hasn['’]t|still hasn['’]t|doesn['’]t|didn['’]t|forgot|left (?:a|his|her|the)|needs|sent|gave|came|brought|paid|took|found|has the|will ring|says|said|told|asks|asked|wants|wanted|would like|rang|called|phoned|e-?mailed|texted|wrote|thinks|mentioned|promised|insisted|replied|agreed|complained|lives|works|apologised|apologized|has (?:called|asked|told|said|been|agreed|written|moved|complained)|is (?:ill|sick|allergic|away|on leave|pregnant|retiring)|can['’]t make|couldn['’]t make|",
            r"übernimmt|vertritt|kommt|kam|holt|bringt|brachte|hat die|hat das|hat den|kann (?:nicht|heute|morgen|am)|will|braucht|meldet|weiß|sagt|sagte|meint|meinte|fragt|fragte|schreibt|schrieb|bittet|bat|möchte|wünscht|wohnt|glaubt|erzählte|behauptet|arbeitet|ruft|rief|hat (?:angerufen|gesagt|gefragt|geschrieben|sich|mir|uns|gemeint|gekündigt|zugesagt|abgesagt)|ist (?:krank|schwanger|allergisch|umgezogen|verzogen)|",
            r"passe|passera|arrive|vient|viendra|remplace|garde|a (?:pris|reçu|signé|laissé|oublié)|peut|doit|est (?:adorable|parti|partie|venu|venue)|dit|appelle|demande|souhaite|souhaiterait|veut|voudrait|pense|écrit|habite|travaille|a (?:dit|appelé|demandé|écrit|téléphoné|promis|répondu|perdu|déménagé)|m['’]a|nous a|est (?:malade|absente?|allergique|enceinte)|ne (?:veut|peut|vient)|",
            r"viene|vendrá|pasará|pasa|trae|trajo|puede|sustituye|cuida|no (?:puede|viene|coge|ha|quiere|contesta)|dice|dijo|llamó|pide|pidió|quiere|quisiera|quería|pregunta|preguntó|piensa|cree|escribió|vive|trabaja|ha (?:llamado|dicho|pedido|escrito|preguntado|chiamato|detto|chiesto|scritto|telefonato)|me (?:dijo|ha|llamó|ha dicho)|está (?:enferm[oa]|ausente|embarazada)|es alérgic[oa]|",
            r"viene|verrà|arriva|passa|passerà|copre|porta|può|deve|non (?:viene|può|c['’]è|ha|risponde)|ha (?:detto|perso|lasciato|pagato|firmato)|chiede|vuole|vorrebbe|pensa|abita|lavora|mi ha|ci ha|è (?:malat[oa]|assente|allergic[oa]|incinta)|",
            r"vem|virá|chega|passa|traz|pode|esteve|voltou|faltou|trouxe|foi (?:simpátic|embora|operad)|não (?:vem|vai|pode|atende|quer)|ficou com|fica com|vão|diz|disse|ligou|telefonou|pediu|quer|queria|gostaria|perguntou|escreveu|acha|mora|trabalha|está (?:doente|ausente|grávida)|é alérgic[oa]|",
            r"komt|kwam|brengt|bracht|vond|vindt|heeft (?:de|het|een)|had|kan (?:niet|vandaag|morgen)|moet|past op|staat|neemt|zegt|zei|belde|belt|vraagt|vroeg|wil|wilde|zou graag|denkt|schreef|schrijft|mailde|mailt|woont|werkt|heeft (?:gebeld|gezegd|gevraagd|geschreven|gemaild)|is (?:ziek|afwezig|allergisch|zwanger)",
            r")(?:[^\p{L}]|$)"
        ))
    });
    &ACTS
}
