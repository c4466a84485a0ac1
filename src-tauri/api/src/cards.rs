//! What a person is told of a model that is on this computer.

use crate::handles::{display, file_name};
use crate::online::STARTER;
use crate::types::*;
use attune_engine::error::{Code, Error, Result};
use attune_engine::export::find_licence;
use attune_engine::model::ModelFolder;
use attune_engine::nn::Pooling;
use attune_hub::{Cache, Repo};
use std::io::Read;
use std::path::Path;

pub(crate) fn starter_card(folder: &Path) -> Result<ModelCard> {
    let card = card(STARTER.into(), folder)?;
    Ok(ModelCard {
        title: "MiniLM L6".into(),
        maker: "sentence-transformers".into(),
        description: "Small and quick, made for telling the meaning of short English texts apart."
            .into(),
        licence: "Apache-2.0".into(),
        built_in: true,
        recommended: true,
        ..card
    })
}

/// A model of the cache.
pub(crate) fn fetched_card(cache: &Cache, repo: &Repo) -> Result<ModelCard> {
    let located = cache.find(repo, "main").ok_or_else(|| {
        Error::new(Code::NotFound, "There is no such model on this computer").at(repo.to_string())
    })?;
    let licence = located.manifest.as_ref().and_then(|manifest| manifest.licence.as_deref());
    let known = licence.and_then(find_licence).map(|known| known.title);
    Ok(ModelCard {
        title: repo.short().into(),
        maker: repo.owner().unwrap_or_default().into(),
        description: "From the hub, checked against its hashes.".into(),
        licence: known.or(licence).unwrap_or_default().into(),
        fetched: true,
        ..card(repo.name().into(), &located.folder)?
    })
}

/// A model in a folder that the person opened, or that was found on a drive.
pub(crate) fn folder_card(place: usize, folder: &Path) -> Result<ModelCard> {
    let card = card(format!("folder-{}", place + 1), folder)?;
    let licence = licence_of(folder);
    let known = licence.as_deref().and_then(find_licence).map(|known| known.title.to_string());
    let (maker, title) = match repo_of(folder) {
        Some(repo) => (repo.owner().unwrap_or_default().into(), repo.short().into()),
        None => (card.maker, card.title),
    };
    Ok(ModelCard { maker, title, licence: known.or(licence).unwrap_or_default(), ..card })
}

/// The model's name on the hub, where the folder lies in a cache of the hub's tools.
fn repo_of(folder: &Path) -> Option<Repo> {
    let snapshots = folder.parent().filter(|parent| parent.ends_with("snapshots"))?;
    let repo = snapshots.parent()?.file_name()?.to_string_lossy();
    Repo::parse(&repo.strip_prefix("models--")?.replacen("--", "/", 1)).ok()
}

/// Bytes of a card or a licence that are read.
const READ: u64 = 64 << 10;

fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(READ).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// The licence's name on the hub: from the head of the model's card, else from a file with its text.
fn licence_of(folder: &Path) -> Option<String> {
    let of_card =
        beginning(&folder.join("README.md")).and_then(|card| head_value(&card, "license"));
    let of_card = of_card.filter(|licence| !["other", "unknown"].contains(&licence.as_str()));
    of_card.or_else(|| {
        let names = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE"];
        names.iter().find_map(|name| known_text(&beginning(&folder.join(name))?))
    })
}

/// A plain value in the head of a model card, between its two lines of ---.
fn head_value(card: &str, key: &str) -> Option<String> {
    let mut lines = card.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    lines.next().filter(|line| *line == "---")?;
    let head = lines.take_while(|line| *line != "---");
    let value = head.filter_map(|line| line.strip_prefix(key)?.strip_prefix(':')).next()?;
    let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    (!value.is_empty() && value.chars().all(plain)).then(|| value.to_lowercase())
}

/// The licence that a text is, told by its first lines.
fn known_text(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(200).collect();
    let text = words.join(" ").to_lowercase();
    let known = [
        ("apache license version 2.0", "apache-2.0"),
        ("permission is hereby granted, free of charge", "mit"),
        ("llama 3.2 community license", "llama3.2"),
        ("llama 3.1 community license", "llama3.1"),
        ("llama 3.3 community license", "llama3.3"),
        ("gemma terms of use", "gemma"),
        ("attribution-noncommercial 4.0 international", "cc-by-nc-4.0"),
        ("attribution-sharealike 4.0 international", "cc-by-sa-4.0"),
        ("attribution 4.0 international", "cc-by-4.0"),
    ];
    let found = known.iter().find(|(words, _)| text.contains(words));
    found.map(|(_, licence)| licence.to_string())
}

fn card(id: Id, folder: &Path) -> Result<ModelCard> {
    let model = ModelFolder::open(folder)?;
    let info = model.info()?;
    Ok(ModelCard {
        id,
        title: file_name(folder),
        maker: String::new(),
        description: format!("From the folder {}", display(folder)),
        licence: String::new(),
        family: info.family.into(),
        parameters: info.parameters,
        bytes: info.bytes,
        layers: info.layers,
        hidden: info.hidden,
        max_length: info.max_length,
        pooling: match model.pooling {
            Pooling::Mean => "mean".into(),
            Pooling::Cls => "cls".into(),
        },
        built_in: false,
        fetched: false,
        recommended: false,
        sorts: info.sorts,
        writes: info.writes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_read_from_the_card_or_from_its_text() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        assert_eq!(licence_of(folder.path()), None);
        write("LICENSE", "\n   Apache License\n   Version 2.0, January 2004\n");
        assert_eq!(licence_of(folder.path()).as_deref(), Some("apache-2.0"));
        write("LICENSE", "Some rules of our own\n");
        assert_eq!(licence_of(folder.path()), None);
        write("README.md", "---\nlanguage: en\nlicense: \"MIT\" # free\n---\nlicense: gemma\n");
        assert_eq!(licence_of(folder.path()).as_deref(), Some("mit"));
        for card in [
            "license: mit",
            "---\n- license: mit\n---",
            "---\nlicense: other\n---",
            "---\nlicense: [a b]\n",
        ] {
            write("README.md", card);
            assert_eq!(licence_of(folder.path()), None, "{card}");
        }
    }

    #[test]
    fn a_folder_of_a_cache_has_the_models_name() {
        let name = |path: &str| repo_of(Path::new(path)).map(|repo| repo.name().to_string());
        let folder = "/media/stick/hub/models--alice--small/snapshots/0123";
        assert_eq!(name(folder).as_deref(), Some("alice/small"));
        assert_eq!(name("/media/stick/small"), None);
        assert_eq!(name("/snapshots/0123"), None);
    }
}
