//! What announces a user name, in the seven languages.

/// Headings over user names.
pub(super) const LABELS: &str = r"user ?names?|user(?:[- ]?id)?|log-?in(?:[- ]?names?)?|account|benutzer(?:namen?|kennung)?|nutzer(?:namen?|kennung)?|anmeldename|kennung|nom d['’]utilisateur|utilisateur|identifiant|pseudo|(?:nombre de )?usuario|nome ?utente|utente|nome de (?:usu[áa]rio|utilizador)|usu[áa]rio|utilizador|gebruikers ?naam|gebruiker|inlognaam|nick(?:name)?|handle|alias|gamertag|skype|discord|steam";

/// Who works with a computer.
pub(super) const USER: &str = r"unlock|reactivate|d[ée]bloque[rz]|desbloque(?:ar|en?|iem)|sblocca(?:re|te)?|deblokkeer|entsperr(?:en|t)(?: sie)?|users?|accounts?|benutzer(?:in)?|nutzer(?:in)?|konto|kennung|(?:l['’])?utilisat(?:eur|rice)|(?:nom d['’])?utilisateur|compte|identifiant|usuari[oa]|cuenta|(?:l['’])?utente|utilizador(?:a)?|usu[áa]ri[oa]|conta|gebruiker|uid|usr|login|inlognaam|gebruikersnaam|benutzername|nutzername|username|usario|nome utente|nick|nickname|gamertag|pseudo|psn|xbox|twitch|steam(?:[- ]?name)?|tik ?tok|snap(?:chat)?|insta(?:gram)?|ig|discord|reddit|telegram|minecraft|roblox";

/// What was tried with a name.
pub(super) const FAILED: &str = r"(?:failed (?:log-?in|password|authentication)|log-?in failed|accepted (?:password|publickey)|authentication failure|session (?:opened|closed)|password (?:changed|reset|expired)|locked out|logon failure) (?:for|by|from user)|(?:anmeldung|login|log-in|zugriff|passwort) (?:fehlgeschlagen|abgelehnt|verweigert|gesperrt|zurückgesetzt|erfolgreich)(?: für| von| durch)?|(?:connexion|acc[èe]s|authentification|session) (?:refus[ée]e?|[ée]chou[ée]e?|ouverte|accept[ée]e?)(?: pour| [àa]| de| par)?|(?:inicio de sesi[óo]n|acceso|login|autenticaci[óo]n|sesi[óo]n) (?:fallid[oa]|denegad[oa]|abiert[oa]|rechazad[oa])(?: para| a| de| por)?|(?:login|accesso|autenticazione|sessione) (?:fallit[oa]|negat[oa]|apert[oa]|riuscit[oa])(?: per| a| di| da)?|(?:login|acesso|autentica[çc][ãa]o|in[íi]cio de sess[ãa]o|sess[ãa]o) (?:falhad[oa]|falhou|negad[oa]|abert[oa]|recusad[oa])(?: para| a| de| por)?|(?:inloggen|aanmelding|login|toegang|sessie) (?:mislukt|geweigerd|geopend|gelukt)(?: voor| van| door| aan)?";

/// How someone signed in or up.
pub(super) const REGISTERED: &str = r"(?:posts?|plays?|streams?|goes|games|comments?|is|writes?) (?:there )?(?:as|by|under)(?: the name)?|(?:schreibt|schreibe|postet|spielt|spiele|zockt|streamt)(?: dort)? (?:als|unter)|(?:poste|joue|écrit|streame) (?:sous|comme)(?: le (?:nom|pseudo)(?: de)?)?|(?:publica|escribe|juega|firma) como|(?:posta|scrive|gioca|si firma|compare) come|(?:joga|escreve|aparece) como|(?:post|speelt|schrijft|gamet) (?:daar )?(?:als|onder)|(?:registered|logged in|logs? in|signed (?:up|in)|log in|sign in|known|listed|playing|posting) (?:there )?(?:as|under)|(?:angemeldet|registriert|eingeloggt|unterwegs|bekannt|melde mich|anmelden|gemeldet) (?:dort )?(?:als|unter|mit)|(?:inscrite?|connect[ée]e?|enregistr[ée]e?|connue?) (?:l[àa]-bas )?(?:sous(?: le (?:nom|pseudo)(?: de)?)?|comme|en tant que|avec)|(?:registrad[oa]|inscrit[oa]|conectad[oa]|dad[oa] de alta|entro|conocid[oa]) (?:como|con)|(?:iscritt[oa]|registrat[oa]|collegat[oa]|entrat[oa]|loggat[oa]) (?:come|con)|(?:registad[oa]|registrad[oa]|inscrit[oa]|ligad[oa]|logad[oa]|entro) (?:como|com)|(?:ingeschreven|geregistreerd|ingelogd|aangemeld|bekend|log in|inloggen) (?:als|onder|met)";

/// Where people have other names.
pub(super) const PLACES: &str = r"games?|gaming|forum|forums|fora|server|chat|online|steam|discord|twitch|minecraft|fortnite|roblox|psn|playstation|xbox|switch|reddit|insta(?:gram)?|tik ?tok|snap(?:chat)?|telegram|skype|youtube|facebook|ebay|vinted|kleinanzeigen|wallapop|marktplaats|profile?|profil|spiel|spiele|zocken|online-?spiel|jeu|jeux|juego|foro|partida|gioco|giochi|jogo|jogos|f[óo]rum|spel|spelletje|app|plattform|platform|portal|website|dort|là-bas|allí|daar";

/// To be called there.
pub(super) const SELF: &str = r"(?:mi trov[ia](?:te)?|mi troverai) come|me (?:encuentras|encontr[áa]is) como|me (?:trouves|trouverez) (?:sous|comme)|me (?:encontras|encontra|acha) como|vind je (?:me|mij) als|te vinden als|findest du mich als|find me under|i'm|i’m|i am|my (?:name|nick|handle|brother|sister|son|wife|husband|mate) (?:is|there is)|(?:find|add) me (?:as|under|:)|find me|add me|ich bin|bin ich|ich hei(?:ß|ss)e(?: dort)?|hei(?:ß|ss)e ich|hei(?:ß|ss)t (?:er|sie)|findest mich (?:als|unter)|(?:mein|unser) \p{L}+ (?:ist|hei(?:ß|ss)t)|je suis|je m'appelle|c'est|mon \p{L}+ (?:est|c'est)|cherche|celui de (?:ma|mon) \p{L}+(?: :| est)?|soy|me llamo|mi \p{L}+ (?:es|se llama)|b[úu]scame como|sono|mi chiamo|(?:mio|mia) \p{L}+ [èe]|cercami come|sou(?: o| a)?|chamo-me|(?:meu|minha) \p{L}+ [ée]|ben ik|ik ben|heet ik|ik heet|(?:m'n|mijn|z'n|zijn) \p{L}+ (?:is|heet)|zoek op|voeg me toe(?: als)?|add";

/// What happens to users and their names, in lines of a log.
pub(super) const STATES: &str = r"angelegt|erstellt|aangemaakt|cr[ée][ée]e?|cread[oa]|creat[oa]|criad[oa]|fail\p{L}*|attempts?|succe\p{L}*|error|refus\p{L}*|denied|fall\p{L}+|negat[oa]|neg[oa]d[oa]|denegad[oa]|mislukt|geweigerd|versuch\p{L}*|gesperrt|abgelehnt|fehlgeschlagen|bloqu\p{L}+|blocc\p{L}+|geblokkeerd|locked|disabled|unknown|invalid|timeout|logged|signed|created|deleted|agent|account|name|names|manual|data|experience|final[e]?|falha\p{L}*|[ée]chou\p{L}*|intentos?|tentativ\p{L}+|pogingen?";

/// Naming oneself, and naming what one is: the second is said of much else.
pub(super) const NAMING: &str = r"(?i)(?:hei(?:ß|ss)\p{L}*(?: dort| ich)?|called|known as|m'appelle|me llamo|mi chiamo|chamo-me|heet(?: ik)?|nick|handle)[ :]{1,2}$";

/// Where everybody has a name of their own.
pub(super) const PLATFORMS: &str = r"discord|twitch|steam|psn|xbox|reddit|insta(?:gram)?|tik ?tok|snap(?:chat)?|telegram|skype|minecraft|fortnite|roblox|forum|foro|f[óo]rum|gioco|jogo|juego|jeu|spiel|spel|game";

/// Ends of words that say how someone is.
pub(super) const HOW: &str = r"(?:^ge\p{L}+t|en|ed|ing|ée?|ad[oa]|id[oa]|at[oa]|it[oa]|ut[oa]|ig|lich|isch|ly|eux|euse|ante|ente|oso|osa|eau|elle|bar|los|ief)$";
