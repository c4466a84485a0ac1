//! A run's categories under their present names.

/// Categories may have been renamed since a run, or joined: then the probabilities of those that
/// are one now add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    labels: Vec<String>,
    /// For each category of the run, its place in `labels`.
    places: Vec<usize>,
}

impl Names {
    /// `present`: the present name of each of the run's categories, in the run's order.
    pub fn new(present: &[String]) -> Self {
        let mut names = Self { labels: Vec::new(), places: Vec::new() };
        names.places = present.iter().map(|name| names.place(name)).collect();
        names
    }

    /// The place of a name; one that the run does not know comes after its own.
    pub fn place(&mut self, name: &str) -> usize {
        match self.labels.iter().position(|label| label == name) {
            Some(place) => place,
            None => {
                self.labels.push(name.into());
                self.labels.len() - 1
            }
        }
    }

    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The place of one of the run's own categories.
    pub fn of_run(&self, index: usize) -> Option<usize> {
        self.places.get(index).copied()
    }

    /// Whether the run knows the category at this place.
    pub fn is_known(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// Probabilities in the run's order as one for each of `labels`.
    pub fn fold(&self, probabilities: &[f32]) -> Vec<f32> {
        let mut folded = vec![0.0; self.labels.len()];
        for (place, probability) in self.places.iter().zip(probabilities) {
            folded[*place] += probability;
        }
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_categories_add_up_and_new_ones_are_unknown() {
        let present = ["Money", "Praise", "Money"].map(String::from);
        let mut names = Names::new(&present);
        assert_eq!(names.labels(), ["Money", "Praise"]);
        let new = names.place("Other");
        assert_eq!(names.fold(&[0.25, 0.5, 0.25]), [0.5, 0.5, 0.0]);
        assert!(names.is_known(0) && !names.is_known(new));
        assert_eq!((names.of_run(2), names.of_run(3)), (Some(0), None));
    }
}
