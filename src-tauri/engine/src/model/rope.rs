//! Angles of rotary position embeddings as config.json asks for them.

use super::unknown;
use crate::error::Result;
use crate::nn::Rotary;
use serde_json::Value;
use std::f64::consts::TAU;
use std::sync::Arc;

const DEFAULT_THETA: f64 = 10_000.0;

/// Which of a model's layers the angles are for, where they differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Layers that see everything before them.
    Full,
    /// Layers with a window.
    Sliding,
}

impl Reach {
    /// As `layer_types` of config.json names it.
    pub fn id(self) -> &'static str {
        match self {
            Reach::Full => "full_attention",
            Reach::Sliding => "sliding_attention",
        }
    }
}

/// Tables for `positions` places of heads of `head` values. Reads `rope_parameters` (one set, or
/// one for each kind of layer) or the older `rope_theta` with `rope_scaling`.
pub(super) fn rotary(
    config: &Value,
    head: usize,
    positions: usize,
    reach: Reach,
) -> Result<Arc<Rotary>> {
    Ok(Arc::new(Rotary::new(&frequencies(config, head, reach)?, positions)))
}

fn frequencies(config: &Value, head: usize, reach: Reach) -> Result<Vec<f64>> {
    let new = config.get("rope_parameters").filter(|v| v.is_object());
    let own = new.map(|all| all.get(reach.id()).unwrap_or(all));
    let (theta, scaling) = match (own, reach) {
        (Some(own), _) => (number(own, "rope_theta"), Some(own)),
        (None, Reach::Sliding) if config.get("rope_local_base_freq").is_some() => {
            (number(config, "rope_local_base_freq"), None)
        }
        (None, _) => (number(config, "rope_theta"), config.get("rope_scaling")),
    };
    let theta = theta.or_else(|| number(config, "rope_theta")).unwrap_or(DEFAULT_THETA);
    let share = |v: &Value| number(v, "partial_rotary_factor");
    if scaling.and_then(share).or_else(|| share(config)).is_some_and(|share| share != 1.0) {
        return Err(unknown("turns only a part of each head"));
    }
    let half = head / 2;
    let plain: Vec<f64> = (0..half).map(|i| theta.powf(-(i as f64) / half as f64)).collect();
    match scaling.filter(|v| v.is_object()) {
        Some(scaling) => scaled(plain, scaling),
        None => Ok(plain),
    }
}

fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key)?.as_f64()
}

fn scaled(mut plain: Vec<f64>, scaling: &Value) -> Result<Vec<f64>> {
    let name = scaling.get("rope_type").or_else(|| scaling.get("type"));
    let name = name.and_then(Value::as_str).unwrap_or("default");
    let need = |key: &str| {
        number(scaling, key).filter(|v| *v > 0.0).ok_or_else(|| unknown(&format!("lacks '{key}'")))
    };
    match name {
        "default" => {}
        "linear" => {
            let factor = need("factor")?;
            plain.iter_mut().for_each(|f| *f /= factor);
        }
        "llama3" => {
            let factor = need("factor")?;
            let (low, high) = (need("low_freq_factor")?, need("high_freq_factor")?);
            let original = need("original_max_position_embeddings")?;
            plain.iter_mut().for_each(|f| *f = llama3(*f, factor, low, high, original));
        }
        other => return Err(unknown(&format!("scales its positions by '{other}'"))),
    }
    Ok(plain)
}

/// Slow turns become `factor` times slower, fast ones stay, those between are mixed. Grattafiori
/// et al. 2024, arXiv:2407.21783.
fn llama3(frequency: f64, factor: f64, low: f64, high: f64, original: f64) -> f64 {
    let turns = original * frequency / TAU;
    if turns < low {
        frequency / factor
    } else if turns > high {
        frequency
    } else {
        let fast = (turns - low) / (high - low);
        (1.0 - fast) * frequency / factor + fast * frequency
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn old_and_new_configs_say_the_same() {
        let scaling = json!({"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
            "high_freq_factor": 4.0, "original_max_position_embeddings": 64});
        let old = json!({"rope_theta": 500.0, "rope_scaling": scaling});
        let mut new = scaling;
        new["rope_theta"] = json!(500.0);
        let new = json!({"rope_parameters": new});
        let (a, b) = (frequencies(&old, 16, Reach::Full), frequencies(&new, 16, Reach::Full));
        let (a, b) = (a.unwrap(), b.unwrap());
        assert_eq!(a, b);
        assert_eq!(a[0], 1.0);
        assert!((a[7] - 500f64.powf(-7.0 / 8.0) / 8.0).abs() < 1e-12);
    }

    #[test]
    fn layers_with_a_window_may_turn_faster() {
        let old = json!({"rope_theta": 1e6, "rope_local_base_freq": 1e4});
        let new = json!({"rope_parameters": {"full_attention": {"rope_theta": 1e6},
            "sliding_attention": {"rope_theta": 1e4}}});
        for reach in [Reach::Full, Reach::Sliding] {
            let of = |c: &Value| frequencies(c, 8, reach).unwrap();
            assert_eq!(of(&old), of(&new));
        }
        let of = |reach| frequencies(&old, 8, reach).unwrap();
        assert_ne!(of(Reach::Full), of(Reach::Sliding));
    }

    #[test]
    fn a_scaling_that_is_not_built_is_refused() {
        let yarn = json!({"rope_scaling": {"rope_type": "yarn", "factor": 4.0}});
        assert!(frequencies(&yarn, 8, Reach::Full).is_err());
        let part = json!({"rope_theta": 1e4, "partial_rotary_factor": 0.5});
        assert!(frequencies(&part, 8, Reach::Full).is_err());
    }
}
