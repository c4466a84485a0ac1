//! Licences of base models, in plain words. What a base asks of its offspring binds a tuned model
//! too, so a card names it. This is a reading aid; the licence's own text counts.

/// A licence as the hub names it.
pub struct Licence {
    /// The hub's name: apache-2.0, mit, llama3.2, ...
    pub id: &'static str,
    pub title: &'static str,
    /// What it allows and asks, in a sentence.
    pub plain: &'static str,
    /// What whoever publishes a tuned model has to do; empty where naming the base is enough.
    pub duties: &'static [&'static str],
    /// A model tuned from it may be published at all, under the same licence.
    pub may_publish: bool,
}

const FREE: &str = "May be used, changed and passed on, also for business, when its notice stays.";
const NO_BUSINESS: &str = "May be used and changed, but not for business.";
const LLAMA: &str =
    "May be used, changed and passed on under Meta's own terms, which limit some uses.";
const LLAMA_DUTIES: &[&str] = &[
    "Begin the model's name with \"Llama\"",
    "Show \"Built with Llama\" on the page",
    "Pass on a copy of the licence and follow Meta's rules of use",
];

const fn free(id: &'static str, title: &'static str) -> Licence {
    Licence { id, title, plain: FREE, duties: &[], may_publish: true }
}

const fn llama(id: &'static str, title: &'static str) -> Licence {
    Licence { id, title, plain: LLAMA, duties: LLAMA_DUTIES, may_publish: true }
}

pub const LICENCES: &[Licence] = &[
    free("apache-2.0", "Apache 2.0"),
    free("mit", "MIT"),
    free("bsd-3-clause", "BSD 3-Clause"),
    free("bsd-2-clause", "BSD 2-Clause"),
    free("isc", "ISC"),
    free("unlicense", "Unlicense"),
    free("cc0-1.0", "CC0 1.0"),
    Licence {
        id: "cc-by-4.0",
        title: "CC BY 4.0",
        plain: "May be used, changed and passed on, also for business, when the maker is named.",
        duties: &["Name the maker of the base model, and say that it was changed"],
        may_publish: true,
    },
    Licence {
        id: "cc-by-sa-4.0",
        title: "CC BY-SA 4.0",
        plain: "May be used, changed and passed on under the same licence, when the maker is named.",
        duties: &[
            "Keep this licence",
            "Name the maker of the base model, and say that it was changed",
        ],
        may_publish: true,
    },
    Licence {
        id: "cc-by-nc-4.0",
        title: "CC BY-NC 4.0",
        plain: NO_BUSINESS,
        duties: &[
            "Keep it out of business",
            "Name the maker of the base model, and say that it was changed",
        ],
        may_publish: true,
    },
    Licence {
        id: "cc-by-nc-sa-4.0",
        title: "CC BY-NC-SA 4.0",
        plain: NO_BUSINESS,
        duties: &[
            "Keep it out of business",
            "Keep this licence",
            "Name the maker of the base model",
        ],
        may_publish: true,
    },
    Licence {
        id: "cc-by-nc-nd-4.0",
        title: "CC BY-NC-ND 4.0",
        plain: "May be used unchanged, but not for business; changed versions may not be passed on.",
        duties: &[],
        may_publish: false,
    },
    Licence {
        id: "gemma",
        title: "Gemma terms of use",
        plain: "May be used, changed and passed on under Google's own terms, which limit some uses.",
        duties: &[
            "Pass on a copy of the Gemma terms",
            "Say that the model was changed",
            "Bind users to the prohibited-use policy",
        ],
        may_publish: true,
    },
    llama("llama3", "Llama 3 licence"),
    llama("llama3.1", "Llama 3.1 licence"),
    llama("llama3.2", "Llama 3.2 licence"),
    llama("llama3.3", "Llama 3.3 licence"),
    Licence {
        id: "openrail",
        title: "OpenRAIL",
        plain: "May be used, changed and passed on, but not for the uses its list forbids.",
        duties: &["Pass the list of forbidden uses on"],
        may_publish: true,
    },
];

/// By the hub's name, whatever the case.
pub fn find_licence(id: &str) -> Option<&'static Licence> {
    LICENCES.iter().find(|licence| licence.id.eq_ignore_ascii_case(id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_licence_is_found_by_its_name_once() {
        for licence in LICENCES {
            let found = find_licence(&licence.id.to_uppercase()).unwrap();
            assert_eq!(found.title, licence.title);
            assert!(licence.plain.ends_with('.'));
        }
        assert!(find_licence("other").is_none());
        assert!(!find_licence("cc-by-nc-nd-4.0").unwrap().may_publish);
    }
}
