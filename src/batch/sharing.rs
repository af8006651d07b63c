//! Which task does which recordings: each task about as long as the others.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// For each of `lengths` the number of its task, of `tasks` from 0: the longest first, each to the task that has least to do so far. So
/// no task is longer than the mean and the longest recording together. The same lengths give the same tasks.
pub(super) fn shared(lengths: &[u64], tasks: u32) -> Vec<u32> {
    let mut order: Vec<usize> = (0..lengths.len()).collect();
    order.sort_by_key(|&at| (Reverse(length(lengths, at)), at));
    let mut loads: BinaryHeap<Reverse<(u64, u32)>> = (0..tasks.max(1)).map(|task| Reverse((0, task))).collect();
    let mut found = vec![0; lengths.len()];
    for at in order {
        let Some(Reverse((load, task))) = loads.pop() else { break };
        if let Some(place) = found.get_mut(at) {
            *place = task;
        }
        // One of no length is work too.
        loads.push(Reverse((load.saturating_add(length(lengths, at).max(1)), task)));
    }
    found
}

/// How many tasks there are when each is to have about `most` of the work: at least one, and no more than there are recordings.
pub(super) fn tasks_of(lengths: &[u64], most: u64) -> u32 {
    let all = lengths.iter().fold(0_u64, |sum, length| sum.saturating_add(*length));
    let wanted = all.div_ceil(most.max(1)).clamp(1, (lengths.len() as u64).max(1));
    u32::try_from(wanted).unwrap_or(u32::MAX)
}

fn length(lengths: &[u64], at: usize) -> u64 {
    lengths.get(at).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_longest_comes_first_and_the_rest_fills_up() {
        assert_eq!(shared(&[2, 9, 4, 3, 0], 2), [1, 0, 1, 1, 0]);
        assert_eq!(shared(&[5, 5], 9), [0, 1]);
        assert_eq!((tasks_of(&[60, 60, 60], 60), tasks_of(&[60, 60, 1], 60), tasks_of(&[], 60)), (3, 3, 1));
        assert_eq!((tasks_of(&[0, 0], 60), tasks_of(&[900], 60), tasks_of(&[u64::MAX, u64::MAX], 1)), (1, 1, 2));
    }

    proptest! {
        #[test]
        fn no_task_is_longer_than_the_mean_and_the_longest(
            lengths in prop::collection::vec(1..10_000_u64, 1..80), tasks in 1..12_u32,
        ) {
            let found = shared(&lengths, tasks);
            let mut loads = vec![0; tasks as usize];
            for (length, task) in lengths.iter().zip(&found) {
                loads[*task as usize] += length;
            }
            let (all, longest) = (lengths.iter().sum::<u64>(), lengths.iter().max().unwrap());
            prop_assert!(*loads.iter().max().unwrap() <= all / u64::from(tasks) + longest);
            prop_assert!(lengths.len() < tasks as usize || loads.iter().all(|load| *load > 0), "none is idle");
        }
    }
}
