//! Words that are neither nouns nor verbs, and words that are not only English.

/// Adjectives.
#[rustfmt::skip]
pub const ADJECTIVES: &[&str] = &[
    "able", "absent", "abundant", "accessible", "accurate", "active", "actual", "acute", "additional", "adequate", "adjacent",
    "advance", "advanced", "aged", "alive", "alone", "alternative", "ambitious", "angry", "annual", "anonymous", "another",
    "anxious", "any", "appropriate", "assorted", "available", "average", "aware", "bad", "bankrupt", "basic", "beautiful",
    "beloved", "best", "better", "big", "biological", "bitter", "blank", "blind", "blue", "bold", "boring", "brave", "brief",
    "bright", "broad", "brown", "busy", "calm", "capable", "careful", "careless", "cheap", "cheaper", "chemical", "chief",
    "civil", "clean", "clear", "clever", "clinical", "closed", "cold", "commercial", "common", "compact", "comparable",
    "compatible", "complete", "complex", "compulsory", "confident", "conscious", "consistent", "constant", "contrary",
    "convenient", "cool", "corporate", "correct", "costly", "criminal", "critical", "crooked", "crucial", "cruel", "curious",
    "current", "cute", "daily", "dark", "dead", "deaf", "dear", "decent", "dedicated", "deep", "defective", "definite",
    "delicate", "delicious", "dependent", "desperate", "detailed", "different", "difficult", "digital", "dirty", "disabled",
    "distant", "double", "dual", "due", "dull", "duplicate", "dutiful", "eager", "early", "eastern", "easy", "economic",
    "effective", "efficient", "elderly", "electric", "electrical", "electronic", "eligible", "emotional", "empty", "entire",
    "equal", "essential", "ethnic", "even", "every", "evident", "exact", "excellent", "exclusive", "exempt", "existing",
    "expensive", "explicit", "express", "external", "extra", "extreme", "faint", "fair", "false", "familiar", "famous", "far",
    "fast", "fatal", "faulty", "favourable", "federal", "fellow", "female", "fewer", "final", "financial", "fine", "finite",
    "first", "fit", "fixed", "flat", "flexible", "foreign", "formal", "former", "fortnightly", "fragile", "free", "frequent",
    "fresh", "full", "funny", "further", "future", "general", "generous", "genuine", "gifted", "glad", "global", "gold", "good",
    "gradual", "grand", "grateful", "gray", "great", "green", "gross", "guilty", "half", "handy", "happy", "hard", "harmful",
    "healthy", "heavy", "high", "higher", "historic", "hollow", "holy", "hostile", "hot", "hourly", "huge", "humid", "hungry",
    "idle", "ill", "illegal", "immediate", "imminent", "immune", "important", "impossible", "inaccurate", "inactive",
    "inadequate", "incoming", "incomplete", "inconsistent", "incorrect", "independent", "indirect", "individual", "ineligible",
    "inferior", "informal", "initial", "inner", "innocent", "insolvent", "insufficient", "internal", "international", "invalid",
    "invisible", "joint", "junior", "juvenile", "key", "kind", "large", "last", "late", "later", "latest", "learned", "least",
    "legal", "less", "liable", "light", "likely", "limited", "limp", "liquid", "little", "live", "local", "lone", "long",
    "longer", "loose", "loud", "low", "lower", "loyal", "lucky", "mad", "main", "major", "male", "mandatory", "manual", "many",
    "marginal", "maritime", "massive", "maximum", "mean", "medical", "medium", "mental", "mere", "middle", "mild", "minimum",
    "minor", "missing", "mobile", "moderate", "modern", "moist", "monthly", "moral", "multiple", "municipal", "mutual", "naked",
    "narrow", "nasty", "national", "native", "natural", "near", "neat", "necessary", "negative", "nervous", "net", "neutral",
    "new", "next", "nice", "noisy", "normal", "northern", "notable", "numerous", "obsolete", "obvious", "odd", "offline", "ok",
    "okay", "old", "older", "online", "open", "operational", "optimal", "optional", "oral", "ordinary", "original", "other",
    "outer", "outgoing", "overdue", "overnight", "own", "parallel", "partial", "patient", "peaceful", "peak", "pending",
    "perfect", "permanent", "personal", "physical", "plain", "pleasant", "plural", "political", "poor", "popular", "positive",
    "possible", "potential", "powerful", "practical", "precise", "pregnant", "preliminary", "premium", "present", "pretty",
    "previous", "primary", "prime", "prior", "private", "probable", "professional", "profitable", "prompt", "proper", "proud",
    "public", "punctual", "pure", "quarterly", "quick", "quiet", "random", "rapid", "rare", "raw", "ready", "real", "reasonable",
    "recent", "recurring", "red", "redundant", "refundable", "regional", "regular", "related", "relative", "relevant", "reliable",
    "remaining", "remote", "repairable", "responsible", "reusable", "rich", "ridiculous", "rigid", "ripe", "risky", "robust",
    "rough", "round", "royal", "rude", "rugged", "rural", "sacred", "sad", "safe", "same", "satisfactory", "scarce", "second",
    "secondary", "secret", "secure", "senior", "sensible", "sensitive", "separate", "serious", "several", "severe", "shallow",
    "sharp", "short", "shy", "sick", "significant", "silent", "silly", "similar", "simple", "single", "skilled", "slim", "slow",
    "small", "smart", "smooth", "social", "soft", "solid", "solvent", "sophisticated", "sore", "southern", "spare", "special",
    "specific", "stable", "stale", "standard", "steady", "steep", "stiff", "still", "strange", "strict", "strong", "stupid",
    "subject", "subsequent", "successful", "such", "sudden", "sufficient", "suitable", "sunny", "super", "superior", "sure",
    "surplus", "suspicious", "sustainable", "sweet", "swift", "talented", "temporary", "tender", "thick", "thin", "third",
    "thirsty", "tight", "tiny", "tired", "total", "tough", "toxic", "traditional", "transparent", "true", "typical", "ugly",
    "ultimate", "unable", "unauthorised", "unauthorized", "unavailable", "unaware", "unclear", "unexpected", "unfinished",
    "unfounded", "unhappy", "unhealthy", "uniform", "unique", "universal", "unknown", "unlikely", "unlimited", "unpaid",
    "unrelated", "unsafe", "unsigned", "unstable", "unsuccessful", "unused", "unusual", "upper", "upset", "urban", "urgent",
    "useful", "useless", "usual", "vacant", "vague", "valid", "valuable", "variable", "various", "vast", "vertical", "viable",
    "virtual", "visible", "vital", "voluntary", "vulnerable", "warm", "weak", "wealthy", "weekly", "western", "wet", "whole",
    "wholesale", "wicked", "wide", "wild", "wise", "wooden", "worse", "worst", "worth", "worthy", "wretched", "wrong", "yearly",
    "yellow", "young", "zero",
];

/// Adjectives that look like participles and say nothing of an event.
#[rustfmt::skip]
pub const NO_PARTICIPLES: &[&str] = &[
    "advanced", "aged", "assorted", "beloved", "crooked", "dedicated", "detailed", "gifted", "learned", "limited", "naked",
    "related", "rugged", "sacred", "skilled", "sophisticated", "talented", "unfounded", "unlimited", "unrelated", "wicked",
    "wretched",
];

/// Adjectives that a thing can become: `Invoice Became Overdue`.
#[rustfmt::skip]
pub const STATES: &[&str] = &[
    "active", "available", "bankrupt", "due", "eligible", "full", "ill", "inactive", "ineligible", "insolvent", "invalid",
    "invisible", "obsolete", "offline", "overdue", "payable", "pending", "pregnant", "reachable", "ready", "redundant", "sick",
    "unavailable", "unreachable", "vacant", "valid", "visible",
];

/// Adverbs.
#[rustfmt::skip]
pub const ADVERBS: &[&str] = &[
    "abroad", "again", "ago", "ahead", "almost", "already", "also", "altogether", "always", "anonymously", "anyway",
    "asynchronously", "auto", "automatically", "back", "badly", "barely", "carefully", "completely", "consecutively", "correctly",
    "daily", "definitively", "digitally", "directly", "downstairs", "early", "easily", "electronically", "elsewhere", "entirely",
    "erroneously", "eventually", "ever", "everywhere", "exactly", "fast", "finally", "first", "fraudulently", "fully", "hardly",
    "here", "home", "immediately", "incorrectly", "indefinitely", "individually", "initially", "inside", "instantly", "instead",
    "internally", "irrevocably", "jointly", "just", "late", "later", "live", "locally", "long", "manually", "maybe", "mostly",
    "nearly", "never", "newly", "not", "now", "officially", "offline", "often", "once", "online", "only", "orally", "outside",
    "overnight", "overseas", "partially", "partly", "permanently", "personally", "prematurely", "properly", "provisionally",
    "quickly", "quietly", "rarely", "really", "recently", "remotely", "repeatedly", "safely", "secretly", "separately",
    "seriously", "severely", "shortly", "silently", "simply", "slowly", "so", "sometimes", "soon", "still", "straight",
    "successfully", "suddenly", "temporarily", "then", "there", "thereby", "thrice", "today", "together", "tomorrow", "too",
    "twice", "unexpectedly", "unsuccessfully", "upstairs", "urgently", "usually", "verbally", "very", "voluntarily", "well",
    "wrongfully", "wrongly", "yesterday", "yet",
];

/// Prepositions.
#[rustfmt::skip]
pub const PREPOSITIONS: &[&str] = &[
    "about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around", "as", "at", "before",
    "behind", "below", "beneath", "beside", "besides", "between", "beyond", "by", "despite", "during", "except", "for", "from",
    "in", "inside", "into", "like", "near", "of", "off", "on", "onto", "opposite", "outside", "over", "past", "per", "regarding",
    "since", "through", "throughout", "till", "to", "toward", "towards", "under", "underneath", "until", "unto", "up", "upon",
    "versus", "via", "with", "within", "without",
];

/// What may belong to a verb: `out` in `check out`.
#[rustfmt::skip]
pub const PARTICLES: &[&str] = &[
    "across", "ahead", "along", "apart", "around", "aside", "away", "back", "by", "down", "forward", "in", "off", "on", "out",
    "over", "through", "together", "under", "up",
];

/// Articles and their like.
#[rustfmt::skip]
pub const DETERMINERS: &[&str] = &[
    "a", "all", "an", "another", "any", "both", "each", "either", "enough", "every", "few", "half", "her", "his", "its", "many",
    "more", "most", "much", "my", "neither", "no", "other", "our", "several", "some", "such", "that", "the", "their", "these",
    "this", "those", "what", "which", "whose", "your",
];

/// English verbs whose base form is a word in other languages too: alone they prove nothing.
#[rustfmt::skip]
pub const INTERNATIONAL: &[&str] = &[
    "access", "accuse", "adapt", "address", "adopt", "alert", "analyse", "annul", "arm", "arrange", "arrive", "assemble",
    "assist", "assure", "attack", "back", "ban", "bank", "bet", "bid", "bind", "book", "boot", "brief", "bring", "cap", "cast",
    "cause", "charge", "check", "coach", "code", "collapse", "commence", "compare", "compose", "condition", "consent", "consult",
    "contact", "contest", "contract", "control", "cover", "crash", "crawl", "credit", "damage", "deal", "debit", "decide",
    "declare", "default", "defend", "delegate", "depend", "derive", "design", "desire", "die", "direct", "dispense", "display",
    "dispose", "dispute", "divide", "divorce", "double", "drain", "dress", "drill", "drop", "dump", "ease", "edit", "email",
    "encourage", "end", "endure", "engage", "escape", "escort", "exclude", "excuse", "exit", "expire", "explore", "export",
    "expose", "face", "fall", "fast", "fax", "feature", "file", "film", "filter", "finalise", "finance", "find", "fine", "fix",
    "flag", "flush", "force", "form", "formalise", "format", "forward", "fuel", "fund", "gain", "gate", "go", "grade", "group",
    "guide", "halt", "hand", "hang", "heal", "hinder", "hit", "hold", "host", "ignore", "import", "impose", "index", "inform",
    "initialise", "input", "insert", "inspire", "install", "interview", "invite", "jam", "join", "judge", "kick", "kill", "label",
    "land", "last", "launch", "lead", "let", "light", "like", "limit", "link", "list", "live", "load", "localise", "log", "loop",
    "mail", "manage", "manifest", "map", "mark", "market", "mask", "match", "merge", "mine", "minimise", "miss", "mix",
    "mobilise", "model", "monitor", "move", "mute", "name", "neutralise", "normalise", "note", "notice", "number", "oblige",
    "observe", "offer", "offset", "oil", "oppose", "optimise", "order", "organise", "pack", "part", "pass", "patch", "pause",
    "pay", "penalise", "pick", "pilot", "pitch", "place", "plan", "plant", "play", "pool", "port", "pose", "position", "post",
    "pour", "prepare", "present", "press", "price", "prime", "print", "probe", "produce", "program", "project", "propose",
    "protest", "punch", "push", "race", "range", "rank", "rate", "ration", "realise", "record", "refuse", "register", "release",
    "rent", "report", "reserve", "reset", "rest", "result", "retire", "review", "ride", "ring", "risk", "roast", "roll", "route",
    "ruin", "rush", "sample", "scan", "score", "seal", "see", "segment", "select", "send", "separate", "serve", "service", "set",
    "share", "shift", "shop", "show", "sign", "signal", "sing", "sit", "skip", "sort", "spin", "split", "sponsor", "spot",
    "spring", "sprint", "stabilise", "stage", "stall", "stand", "star", "start", "state", "stem", "step", "stop", "store",
    "stream", "stress", "strip", "support", "surf", "suspend", "switch", "sync", "tag", "talk", "taste", "tend", "test", "text",
    "tick", "tie", "time", "tip", "toast", "top", "tour", "tow", "trace", "track", "trade", "train", "transfer", "transport",
    "trial", "trick", "trouble", "turn", "type", "update", "upgrade", "upload", "use", "utilise", "vent", "video", "view",
    "visit", "visualise", "vote", "want", "warm", "warn", "watch", "wind", "zone", "zoom",
];

/// Small words of other languages that English does not have.
#[rustfmt::skip]
pub const FOREIGN: &[&str] = &[
    "al", "ao", "aos", "att", "auf", "aus", "aux", "av", "avec", "bei", "beim", "bij", "bir", "ble", "blev", "blir", "blivit",
    "chez", "com", "con", "da", "dal", "dalla", "dans", "das", "de", "degli", "dei", "del", "della", "delle", "dello", "dem",
    "den", "der", "des", "di", "dla", "dos", "du", "durch", "e", "een", "ei", "ein", "eine", "einem", "einen", "einer", "el",
    "eller", "em", "en", "er", "es", "est", "esta", "et", "ete", "foi", "fra", "fran", "fue", "gli", "ha", "haben", "han", "har",
    "heeft", "het", "icin", "ikke", "il", "ile", "im", "inte", "ist", "ja", "jest", "kann", "kein", "keine", "la", "las", "le",
    "les", "lo", "los", "mit", "muss", "na", "naar", "nach", "nao", "nas", "nel", "nella", "nicht", "nie", "niet", "non", "och",
    "od", "oder", "og", "ohne", "ont", "os", "ou", "par", "para", "pas", "pela", "pelo", "por", "przez", "sao", "se", "sein",
    "sem", "sind", "soll", "sont", "stata", "stato", "sul", "sulla", "sur", "te", "til", "ueber", "ueberall", "uit", "um", "uma",
    "un", "una", "und", "une", "uno", "ve", "vers", "viene", "vom", "von", "voor", "w", "wegen", "werd", "werden", "wird",
    "wordt", "wurde", "wurden", "y", "z", "ze", "zijn", "zostal", "zostala", "zostalo", "zu", "zum", "zur",
];

/// How words of other languages end.
#[rustfmt::skip]
pub const FOREIGN_ENDINGS: &[&str] = &[
    "aal", "ada", "adas", "ado", "ados", "aison", "ata", "ati", "ato", "cao", "cion", "ciones", "coes", "eerd", "erd", "eur",
    "euse", "eux", "heit", "ida", "idas", "ido", "idos", "ieren", "iert", "ierung", "ij", "iony", "isch", "ische", "keit", "lich",
    "lijk", "ony", "owana", "owane", "owany", "schaft", "tie", "ung", "ungen", "uta", "uto", "zione", "zioni",
];
