//! What announces a password or a code, in the seven languages.

/// Passwords of programs and people.
pub(super) const PASSWORDS: &str = concat!(
    r"pass ?words?|(?:wi-?fi|wlan|my|the|old|new|temp) pass|temp pw|safe ?words?|memorable (?:word|place|name|answer)|security (?:answer|word|phrase)|code ?word|passwd|pwd|pw|passphrase|pass ?code|pass ?wd|passwords? (?:del |do |de la |della |da )?wi-?fi|",
    r"\p{L}*passwort|passw[öo]rter|\p{L}*kennwort|losung(?:swort)?|codewort|sicherheitswort|merkwort|antwort auf die sicherheitsfrage|zugangspasswort|wlan-?(?:schl[üu]ssel|key|passwort|kennwort|code)|netzwerkschl[üu]ssel|",
    r"mots? de passe|mdp|mots? (?:secret|cl[ée]|de code)|r[ée]ponse secr[èe]te|cl[ée] wi-?fi|cl[ée] (?:wpa|de s[ée]curit[ée])|",
    r"contrase[ñn]as?|contra del wi-?fi|palabra (?:clave|secreta|de seguridad)|respuesta secreta|clave(?: de acceso| del wi-?fi| wi-?fi| de red)?|",
    r"parola d['’]ordine|parola (?:chiave|segreta|di sicurezza)|risposta segreta|chiave (?:wi-?fi|di rete)|psw|",
    r"senhas?|palavras?[- ]passe|palavra[- ](?:chave|secreta|de seguran[çc]a)|resposta secreta|chave (?:do wi-?fi|da rede)|",
    r"\p{L}*wachtwoord(?:en)?|ww|codewoord|geheim woord|wifi-?ww|wifi-?(?:code|sleutel)|sleutelwoord|",
    r"api[- _]?(?:key|token|schl[üu]ssel)|secret|access (?:key|token)|bearer|zugangscode|recovery (?:key|code)|seed phrase",
);

/// Codes, with what they open.
pub(super) const CODES: &str = concat!(
    // English
    r"(?:key[ -]?safe|keysafe|key ?box|lock ?box|door|gate|alarm|entry|entrance|access|safe|garage|garden|shed|bike shed|locker|padlock|lock|building|burglar|key|security|intercom|buzzer|pin|panic|disarm|unlock|barrier|keypad|voicemail|verification|confirmation|one[- ]time|otp|2fa|sms|login|activation|reset|recovery|auth(?:entication|enticator)?|passcode|parental|screen|phone|tablet|sim|puk)[ -]?(?:pin ?)?(?:code|combination|combo|number|pin)|passcode|pass code|digital lock|(?:one|single)[- ]use code|code (?:for|to|of|on)(?: the| our| my| her| his)?(?: \p{L}+){0,2} (?:store|bike store|cellar|lift|locker|door|gate|safe|alarm|lock|box|shed|garage|building|entrance|keypad|house|flat|office|barrier)|pin(?:[- ]?(?:code|number))?|puk|(?:m|sms|push|chip|photo)?-?tan|otp|",
    // German
    r"(?:t[üu]r|haust[üu]r|tor|hof|garagen|alarm|safe|tresor|schl[üu]ssel(?:safe|kasten|box|tresor)?|zugangs|eingangs|zutritts|entsperr|bildschirm|sperr|ger[äa]te|fahrradkeller|keller|best[äa]tigungs|verifizierungs|sicherheits|einmal|freischalt|aktivierungs|sms-?|pin-?|geheim|master|schrank|spind|schloss|pforten|tiefgaragen|lift|aufzug|anrufbeantworter|handy-?)[- ]?(?:code|kombination|pin|zahl|ziffer|nummer|kennwort)|wlan-?schl[üu]ssel|netzwerkschl[üu]ssel|geheimzahl|geheimnummer|zahlenkombination|code (?:f[üu]rs?|f[üu]r (?:die|den|das)|vom|zum|zur|der|des|am|an der)(?: \p{L}+){1,3}|",
    // French
    r"digicode|interphone|code (?:cb|carte|de ma carte|de la carte|bancaire)|code(?:s)? (?:d'|d’|de la |de l'|de l’|du |de |pour (?:la |le |l'|l’)?)?(?:porte|portail|portillon|entr[ée]e|alarme|immeuble|garage|coffre(?:-fort)?|cadenas|bo[îi]te [àa] cl[ée]s?|acc[èe]s|local(?: [àa] v[ée]los)?|v[ée]los?|hall|barri[èe]re|parking|v[ée]rification|validation|confirmation|s[ée]curit[ée]|d[ée]verrouillage|secret|confidentiel|pin|puk|sim|cave|grille|b[âa]timent|maison)|codes? [àa] usage unique|c[óo]digo de (?:un solo uso|uso [úu]nico)|codice (?:usa e getta|monouso)|eenmalige code|combinaison du (?:coffre|cadenas)|",
    // Spanish
    r"(?:c[óo]digo|clave|contrase[ñn]a|n[úu]mero|pin) (?:de |del |de la |de los |de las |para (?:la |el )?)?(?:(?:acceso|entrada|puerta|portal|alarma|garaje|portero|port[óo]n|caja(?: fuerte| de llaves)?|candado|trastero|edificio|verificaci[óo]n|confirmaci[óo]n|seguridad|desbloqueo|activaci[óo]n|tel[ée]fono|m[óo]vil|cancela|verja|finca|piscina|taquilla|llavero|casa|oficina|secreto|sms)(?: (?:de|del) \p{L}+)?)|combinaci[óo]n de(?:l)?(?: la)? (?:caja(?: fuerte)?|candado)|",
    // Italian
    r"(?:codice|pin|combinazione|numero) (?:di |del |dello |della |dell['’]|d['’]|per (?:il |la |l['’])?)?(?:accesso|ingresso|entrata|porta|portone|cancello|allarme|antifurto|garage|box|citofono|cassaforte|cassetta(?: delle chiavi)?|lucchetto|cantina|palazzo|condominio|verifica|conferma|sicurezza|sblocco|attivazione|telefono|cellulare|segreto|sms|armadietto|casa|ufficio|sbarra|chiavi)|combinazione (?:della cassaforte|del lucchetto)|",
    // Portuguese
    r"(?:c[óo]digo|senha|pin|segredo|n[úu]mero) (?:de |do |da |dos |das |para (?:o |a )?)?(?:acesso|entrada|porta(?: d[oa] \p{L}+)?|port[ãa]o(?: d[oa] \p{L}+)?|alarme|garagem|cofre(?: de chaves)?|cadeado|pr[ée]dio|porta do pr[ée]dio|porta da \p{L}+|condom[íi]nio|verifica[çc][ãa]o|confirma[çc][ãa]o|seguran[çc]a|desbloqueio|ativa[çc][ãa]o|telem[óo]vel|celular|interfone|campainha|arrecada[çc][ãa]o|casa|escrit[óo]rio|arm[áa]rio|caixa|chaves|sms)|combina[çc][ãa]o do (?:cofre|cadeado)|",
    // Dutch
    r"(?:deur|poort|hek|alarm|kluis|sleutel(?:kluis|kluisje|kast|box)?|toegangs|toegang|ingangs|garage|slot|hangslot|fietsenkelder|fietsenstalling|schuur|verificatie|bevestigings|beveiligings|veiligheids|ontgrendel|sms-?|pin|puk|activatie|inlog|portiek|lift|locker|kast|voordeur|kelder|geheime)[- ]?(?:code|combinatie|nummer)|code (?:van|voor|op|bij)(?: de| het| onze| mijn)?(?: \p{L}+){1,2}|combinatie van (?:de|het) (?:kluis|slot|hangslot)|pincode",
);

/// Locks that have nothing but a code.
pub(super) const LOCKS: &str = r"key[ -]?safe|lock ?box|padlock|bike lock|keypad|zahlenschloss|fahrradschloss|schl[üu]ssel(?:kasten|safe|tresor|box)|digicode|interphone|cadenas(?: (?:du |de )?v[ée]lo)?|antivol|bo[îi]te [àa] cl[ée]s?|caja de llaves|candado(?: de la bici)?|cassetta delle chiavi|lucchetto|cofre de chaves|cadeado|sleutelkluis(?:je)?|sleutelkastje|hangslot|cijferslot|fietsenslot|fietsslot";

/// Boxes and alarms, of which more is said: only with a colon or a verb before the code.
pub(super) const BOXES: &str = r"alarms?|safe|combination|combo|alarmanlage|tresor|kombination|coffre(?:-fort)?|alarme|combinaison|caja fuerte|alarma|combinaci[óo]n|cassaforte|cassetta di sicurezza|allarme|antifurto|combinazione|cofre|combina[çc][ãa]o|kluis|combinatie";

/// To open with a code.
pub(super) const OPENING: &str = r"(?:un)?locks? with|opens? with|unlocked with|entsperr\p{L}+ mit|geht mit|öffne[nt]? (?:man )?mit|geht auf mit|s'ouvre avec|ouvre[zr]? avec|d[ée]verrouill\p{L}+ avec|tapez(?: le)?(?: code)?|faites le(?: code)?|(?:se|s['’])? ?(?:quita|desactiva|desconecta|apaga|abre|d[ée]sactive|coupe|[ée]teint|disattiva|spegne|toglie|disinserisce|stacca|desliga|desarma)(?:-se)? (?:con|avec|com)(?: el| le| il| o)?|disarm(?:ed|s)? with|turn(?:s|ed)? (?:it |the alarm )?off with|switch(?:es)? off with|(?:aus|ab)(?:schalten|stellen)? mit|deaktivier\p{L}+ mit|mit dem code|(?:gaat|schakel\p{L}*) (?:uit|af) met|zet (?:het |je )?uit met|composez le(?: code)?|se abre con|se desbloquea con|abre con|marca(?:r|d)? el c[óo]digo|si apre con|si sblocca con|abre com|abre-se com|desbloqueia com|gaat open met|open(?:en)? met|ontgrendel(?:en|t)? met|punch in|key in|type in the code|toets";

/// Between the word and the code.
pub(super) const LINKS: &str = r"[ ]?[:=(–-][ ]?|[ ][èé]|[ ](?:is|ist|lautet|est|c'est|c’est|es|was|war|now|jetzt|maintenant|ahora|ora|agora|nu|still|noch|toujours|sigue siendo|le|la|el|il|o|de|het|the|das|die|der|number|no\.?|nr\.?|n[°ºo]|provisoire|here|hier|ici|aqu[íi]|qui|aqui|then|dann|of|von|vom|fürs?|for|du|du|del|della|do|da|van|iphone|handy|t[ée]l[ée]phone|m[óo]vil|mi|my|mein|mon|mijn|meu|mio|her|his|sa|su|portable|card|karte|carte|tarjeta|carta|cart[ãa]o|sim|phone|tablet|pc)(?-u:\b)|[ ]";

pub(super) const NETWORKS: &str = r"wi-?fi|wlan|w-lan|wireless|ssid|hotspot|netzwerk|gastnetz|gäste-?wlan|guest (?:network|net)|réseau|red wi-?fi|rete wi-?fi|rede wi-?fi|netwerk|router|fritz!?box|livebox";

/// What is said of passwords that are not told.
pub(super) const SAID_OF: &str = r"wrong|incorrect|invalid|required|expired|expires?|correct|too|not|still|the|a|an|my|for|to|and|or|must|should|has|have|will|was|is|reset|policy|protected|change[ds]?|manager|field|again|please|forgotten|forgot|set|never|only|here|there|missing|empty|blank|falsch|abgelaufen|ung[üu]ltig|richtig|n[öo]tig|erforderlich|zu|nicht|noch|und|oder|muss|soll|wurde|wird|ist|vergessen|leer|ge[äa]ndert|zur[üu]ckgesetzt|weg|erron[ée]e?|faux|expir[ée]e?|obligatoire|requise?|trop|bon|pas|et|ou|doit|ne|oubli[ée]|perdu|incorrecte?|invalide|valable|incorrecta|err[óo]nea|caducad[oa]|obligatori[oa]|correct[oa]|necesari[oa]|no|y|o|debe|olvidad[oa]|perdid[oa]|v[áa]lid[oa]|sbagliat[oa]|scadut[oa]|errat[oa]|obbligatori[oa]|corrett[oa]|valid[oa]|non|deve|dimenticat[oa]|pers[oa]|troppo|errad[oa]|incorret[oa]|expirad[oa]|obrigat[óo]ri[oa]|inv[áa]lid[oa]|corret[oa]|n[ãa]o|esquecid[oa]|fout|verlopen|onjuist|verplicht|juist|ongeldig|vergeten|kwijt|niet|en|of|moet|te|gewijzigd|veranderd|verkeerd|leeg|gelijk|hetzelfde|same|gleich|dieselbe|pareil|le|la|el|il|de|het|das|die|der|un|une|una|um|uma|een|ein|eine|easy|simple|secure|secret|weak|strong|sicher|einfach|geheim|schwach|fuerte|segura|sicura|sicher|veilig|zwak|sterk";

/// A code of which nothing is said.
pub(super) const BARE_CODES: &str = r"(?:the|door|entry|new|your|my) code(?:['’]s| is| was| now is|:)(?: now| still)?[ ]|(?:der|mein|dein|neuer) code (?:ist|lautet|w[äa]re)(?: jetzt| nun)?[ :]|(?:le|mon|ton|nouveau) code (?:est|c['’]est|sera|:) ?(?:le )?|(?:el|mi|tu|nuevo) c[óo]digo (?:es|era|ser[áa]|:)(?: el)?[ ]|(?:il|mio|tuo|nuovo) codice (?:[èe]|era|:)(?: il)?[ ]|(?:o|meu|teu|novo) c[óo]digo (?:[ée]|era|:)(?: o)?[ ]|(?:de|mijn|je|nieuwe) code (?:is|was|:)(?: nu| nog)?[ ]|(?:einmal|zugangs|sms|best[äa]tigungs)code[ :]{1,2}|code re[çc]u(?: par sms)?[ :]{1,3}|verification code[ :]{1,2}|c[óo]digo recibido[ :]{1,2}|codice ricevuto[ :]{1,2}|c[óo]digo recebido[ :]{1,2}|ontvangen code[ :]{1,2}";

/// Codes that open nothing of a person's.
pub(super) const NO_CODES: &str = r"discount|promo|voucher|coupon|error|fault|post|zip|area|dial|dress|source|colou?r|country|sort|product|item|rabatt|gutschein|aktions|fehler|st[öo]r|postleit|vorwahl|artikel|farb|r[ée]duction|erreur|panne|postal|avantage|produit|descuento|promoci|error|fallo|producto|sconto|promoz|errore|guasto|prodotto|avviamento|desconto|promo|erro|avaria|produto|korting|actie|fout|storing|kleur";
