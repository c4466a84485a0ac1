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

    /// The highest of the probabilities of categories that are one now, where several may hold.
    pub fn fold_highest(&self, probabilities: &[f32]) -> Vec<f32> {
        let mut folded = vec![0f32; self.labels.len()];
        for (place, probability) in self.places.iter().zip(probabilities) {
            folded[*place] = folded[*place].max(*probability);
        }
        folded
    }

    /// What is said, of categories that are one now, where one of them is.
    pub fn fold_said(&self, said: &[bool]) -> Vec<bool> {
        let mut folded = vec![false; self.labels.len()];
        for (place, said) in self.places.iter().zip(said) {
            folded[*place] |= said;
        }
        folded
    }

    /// The lowest of the run's values of each category; none where the run does not know it.
    pub fn fold_lowest(&self, values: &[f32]) -> Vec<Option<f32>> {
        let mut folded: Vec<Option<f32>> = vec![None; self.labels.len()];
        for (place, value) in self.places.iter().zip(values) {
            folded[*place] = Some(folded[*place].map_or(*value, |low| low.min(*value)));
        }
        folded
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
        assert_eq!(names.fold_highest(&[0.25, 0.5, 0.75]), [0.75, 0.5, 0.0]);
        assert_eq!(names.fold_said(&[true, false, false]), [true, false, false]);
        assert_eq!(names.fold_lowest(&[0.3, 0.5, 0.2]), [Some(0.2), Some(0.5), None]);
        assert!(names.is_known(0) && !names.is_known(new));
        assert_eq!((names.of_run(2), names.of_run(3)), (Some(0), None));
    }
}
