//! A model told from its config.json alone, its weights not there: how many they are, and the graph
//! of a pass over them. Nothing of it can be computed.

use super::{
    Classifier, FAMILIES, Family, HEAD_BIAS, HEAD_WEIGHT, LanguageModel, Options, Reading,
};
use crate::error::{Code, Error, Result};
use crate::nn::{Pooling, Weights};
use serde_json::Value;

fn family(config: &Value) -> Result<&'static Family> {
    let kind = config["model_type"].as_str().unwrap_or_default();
    FAMILIES.iter().find(|family| family.id == kind).ok_or_else(|| {
        Error::new(Code::BadModel, format!("Attune can't train the family '{kind}' yet"))
            .advice("Choose another model")
    })
}

fn unable(family: &Family) -> Error {
    Error::new(Code::Unsupported, format!("A {} model can't do this", family.title))
        .advice("Choose another model")
}

/// The model that sorts, and its weights as far as they have a name and a shape.
pub fn classifier(config: &Value, options: Options) -> Result<(Box<dyn Classifier>, Weights)> {
    let family = family(config)?;
    let build = family.classifier.ok_or_else(|| unable(family))?;
    let mut weights = Weights::sketch();
    let model = build(config, &weights, options)?;
    weights.settle();
    // The head is trained from the beginning, so it is there.
    let shape = [options.classes, model.hidden()];
    weights.add(HEAD_WEIGHT, &shape, vec![0.0; shape[0] * shape[1]]);
    weights.add(HEAD_BIAS, &[options.classes], vec![0.0; options.classes]);
    Ok((model, weights))
}

/// The model that writes, likewise.
pub fn language(config: &Value, reading: Reading) -> Result<(Box<dyn LanguageModel>, Weights)> {
    let family = family(config)?;
    let build = family.language.ok_or_else(|| unable(family))?;
    let mut weights = Weights::sketch();
    let model = build(config, &weights, reading)?;
    weights.settle();
    Ok((model, weights))
}

/// Values of the weights that are used, without a head.
pub fn parameters(config: &Value, pooling: Pooling) -> Result<u64> {
    let weights = match family(config)?.classifier {
        Some(_) => classifier(config, Options { pooling, dropout: 0.0, classes: 0 })?.1,
        None => language(config, Reading { dropout: 0.0, positions: 1 })?.1,
    };
    Ok(weights.count(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelFolder;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn a_sketch_has_the_names_shapes_and_order_of_nothing_but_the_models_weights() {
        let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starter");
        let folder = ModelFolder::open(&starter).unwrap();
        let options = Options { pooling: folder.pooling, dropout: 0.1, classes: 3 };
        let (_, sketched) = classifier(&folder.config, options).unwrap();
        let (_, real) = folder.build(options).unwrap();
        let shapes = |weights: &Weights| -> BTreeMap<String, Vec<usize>> {
            weights.iter().map(|(_, w)| (w.name.clone(), w.shape.clone())).collect()
        };
        assert_eq!(shapes(&sketched), shapes(&real));
        assert_eq!(sketched.count(false), real.count(false));
        for (id, weight) in sketched.iter() {
            assert_eq!(sketched.find(&weight.name), Some(id));
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let config = serde_json::json!({"model_type": "t5"});
        assert_eq!(parameters(&config, Pooling::Cls).unwrap_err().code, Code::BadModel);
        let config = serde_json::json!({"model_type": "llama"});
        assert_eq!(parameters(&config, Pooling::Cls).unwrap_err().code, Code::BadModel);
        let reading = Reading { dropout: 0.0, positions: 8 };
        let config = serde_json::json!({"model_type": "bert"});
        assert_eq!(language(&config, reading).err().unwrap().code, Code::Unsupported);
    }
}
