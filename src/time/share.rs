use super::{Millis, Span};

impl Span {
    /// The stretch cut into consecutive parts in proportion to `weights`, one part for each. Edges are floored to the millisecond;
    /// the parts tile the stretch without gaps and the last ends with it. When all weights are zero, every part is empty and lies
    /// at the start.
    ///
    /// ```
    /// use rawi::time::Span;
    /// let parts = Span::from_millis(100, 200).shared([1, 2, 0, 1]);
    /// let expected = [(100, 125), (125, 175), (175, 175), (175, 200)];
    /// assert_eq!(parts, expected.map(|(start, end)| Span::from_millis(start, end)));
    /// ```
    #[must_use]
    pub fn shared(self, weights: impl IntoIterator<Item = u64>) -> Vec<Span> {
        let weights: Vec<u64> = weights.into_iter().collect();
        let whole: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        let length = u128::from(self.duration().as_millis());
        let mut before: u128 = 0;
        let mut start = self.start();
        weights
            .into_iter()
            .map(|weight| {
                before += u128::from(weight);
                // At most `length`, which came from 32 bits.
                let offset = (length * before).checked_div(whole).unwrap_or(0);
                let end = self.start() + Millis::new(u32::try_from(offset).unwrap_or(u32::MAX));
                let part = Span::between(start, end);
                start = end;
                part
            })
            .collect()
    }

    /// How much of the stretch lies within `others`, which do not overlap each other.
    ///
    /// ```
    /// use rawi::time::{Millis, Span};
    /// let speech = [Span::from_millis(0, 300), Span::from_millis(500, 900)];
    /// assert_eq!(Span::from_millis(200, 600).covered_by(&speech), Millis::new(200));
    /// ```
    #[must_use]
    pub fn covered_by(self, others: &[Span]) -> Millis {
        others.iter().filter_map(|other| other.intersection(self)).fold(Millis::ZERO, |sum, part| sum + part.duration())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn shares_tile_the_span_and_grow_with_their_weights(
            start in 0u32..1_000_000, length in 0u32..1_000_000, weights in proptest::collection::vec(0u64..1000, 1..40),
        ) {
            let span = Span::from_millis(start, start + length);
            let parts = span.shared(weights.iter().copied());
            proptest::prop_assert_eq!(parts.len(), weights.len());
            proptest::prop_assert_eq!(parts[0].start(), span.start());
            proptest::prop_assert!(parts.windows(2).all(|p| p[0].end() == p[1].start()));
            let total: u64 = weights.iter().sum();
            if total > 0 {
                proptest::prop_assert_eq!(parts[parts.len() - 1].end(), span.end());
            }
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = f64::from(length) * *weight as f64 / total.max(1) as f64;
                proptest::prop_assert!((f64::from(part.duration().as_millis()) - exact).abs() < 1.0);
            }
        }
    }

    #[test]
    fn weights_of_any_size_neither_overflow_nor_leave_the_span() {
        let span = Span::from_millis(0, u32::MAX);
        assert_eq!(span.shared([u64::MAX, u64::MAX]).last().map(|s| s.end()), Some(span.end()));
        assert_eq!(span.shared([0, 0]), [Span::from_millis(0, 0); 2]);
        assert_eq!(span.shared([]), []);
    }
}
