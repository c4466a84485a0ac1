//! How a model answers: declared, so that flags and forms come from one place.

use crate::error::Result;
use crate::param::{Kind, Param, Settings};

/// Settings of one answer, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Freedom {
    /// Most tokens of an answer.
    pub max_tokens: usize,
    /// 0 takes the likeliest token always.
    pub temperature: f32,
    pub top_p: f32,
    pub repetition_penalty: f32,
    pub seed: u64,
    /// Texts that end an answer and are left out of it.
    pub stop: Vec<String>,
}

pub fn params() -> Vec<Param> {
    vec![
        Param::new(
            "max_tokens",
            "Longest answer",
            Kind::Integer { min: 1, max: 32_768 },
            256,
            "The answer ends here at the latest. A word is one to three tokens.",
        )
        .plain(),
        Param::new(
            "temperature",
            "Freedom",
            Kind::Number { min: 0.0, max: 2.0 },
            0.7,
            "At 0 the model always takes its likeliest word and answers the same each time; the higher, the more it varies and the more it errs.",
        )
        .plain(),
        Param::new(
            "top_p",
            "Only the likeliest",
            Kind::Number { min: 0.01, max: 1.0 },
            0.9,
            "Draws only among the likeliest words that together are this probable. Holtzman et al. 2019, arXiv:1904.09751.",
        ),
        Param::new(
            "repetition_penalty",
            "Against repetition",
            Kind::Number { min: 1.0, max: 2.0 },
            1.0,
            "Above 1, words that were said are less likely to come again. Keskar et al. 2019, arXiv:1909.05858.",
        ),
        Param::new(
            "seed",
            "Seed",
            Kind::Integer { min: 0, max: i64::MAX },
            1,
            "The same seed draws the same answer.",
        ),
    ]
}

impl Default for Freedom {
    fn default() -> Self {
        Self {
            max_tokens: 256,
            temperature: 0.7,
            top_p: 0.9,
            repetition_penalty: 1.0,
            seed: 1,
            stop: Vec::new(),
        }
    }
}

impl Freedom {
    /// What is not set takes its default.
    pub fn of(settings: &Settings) -> Result<Self> {
        let params = params();
        settings.check(&params)?;
        let text = |name: &str| {
            let default = params.iter().find(|p| p.name == name).map(|p| p.default.as_str());
            settings.get(name).or(default).unwrap_or_default()
        };
        // Checked above: what can't be read falls back to its default.
        let all = Self::default();
        Ok(Self {
            max_tokens: text("max_tokens").parse().unwrap_or(all.max_tokens),
            temperature: text("temperature").parse().unwrap_or(all.temperature),
            top_p: text("top_p").parse().unwrap_or(all.top_p),
            repetition_penalty: text("repetition_penalty")
                .parse()
                .unwrap_or(all.repetition_penalty),
            seed: text("seed").parse().unwrap_or(all.seed),
            stop: all.stop,
        })
    }

    /// Always the likeliest token, as a comparison of models needs it.
    pub fn greedy(max_tokens: usize) -> Self {
        Self { max_tokens, temperature: 0.0, top_p: 1.0, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_defaults_are_the_defaults() {
        assert_eq!(Freedom::of(&Settings::default()).unwrap(), Freedom::default());
        let mut settings = Settings::default();
        settings.set("temperature", 0);
        settings.set("seed", 9);
        let freedom = Freedom::of(&settings).unwrap();
        assert_eq!((freedom.temperature, freedom.seed), (0.0, 9));
        settings.set("temperature", 3);
        assert!(Freedom::of(&settings).is_err());
    }
}
