//! Which task this is: as the command line says, or the scheduler that started it.

use crate::error::{Exit, Failure};

/// Where schedulers say it: Slurm, a Kubernetes Indexed Job, AWS Batch. The first that is set counts.
const VARIABLES: [&str; 3] = ["SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"];

/// The number of the task, and who said so.
pub(super) fn task(
    given: Option<u32>,
    set: impl Fn(&str) -> Option<String>,
) -> Result<Option<(u32, &'static str)>, Failure> {
    if let Some(index) = given {
        return Ok(Some((index, "--index")));
    }
    let Some((name, value)) = VARIABLES.iter().find_map(|name| Some((*name, set(name).filter(|value| !value.is_empty())?)))
    else {
        return Ok(None);
    };
    let index = value.parse().map_err(|_| {
        Failure::new(format!("{name} is `{value}`, and the number of a task was expected"))
            .hint("`--index N` says which task this is, whatever the scheduler says")
            .exiting(Exit::Usage)
    })?;
    Ok(Some((index, name)))
}

/// That nobody said which task this is, of so many.
pub(super) fn unknown(tasks: u32) -> Failure {
    Failure::new(format!("the plan has {tasks} tasks, and nothing says which of them this is"))
        .hint(format!("`--index N`, from 0 to {}; schedulers set {}", tasks.saturating_sub(1), VARIABLES.join(", ")))
        .exiting(Exit::Usage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_comes_first_and_then_the_first_scheduler() {
        let of = |given, set: &[(&str, &str)]| {
            let look = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            task(given, look).ok()
        };
        let both = [("AWS_BATCH_JOB_ARRAY_INDEX", "3"), ("JOB_COMPLETION_INDEX", "2")];
        assert_eq!(of(Some(9), &both), Some(Some((9, "--index"))));
        assert_eq!(of(None, &both), Some(Some((2, "JOB_COMPLETION_INDEX"))));
        assert_eq!(of(None, &[("SLURM_ARRAY_TASK_ID", "0"), both[0], both[1]]), Some(Some((0, "SLURM_ARRAY_TASK_ID"))));
        assert_eq!(of(None, &[("SLURM_ARRAY_TASK_ID", ""), both[0]]), Some(Some((3, "AWS_BATCH_JOB_ARRAY_INDEX"))));
        assert_eq!((of(None, &[]), of(None, &[("SLURM_ARRAY_TASK_ID", "4294967294x")])), (Some(None), None));
    }
}
