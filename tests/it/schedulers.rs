//! What lies in `samples/batch` for schedulers: each file is one that its scheduler takes, and agrees with `rawi batch run`.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::env::{Place, root};
use crate::required::skip;

fn sample(name: &str) -> String {
    fs::read_to_string(root().join("samples/batch").join(name)).unwrap()
}

fn json(name: &str) -> Value {
    serde_json::from_str(&sample(name)).unwrap()
}

/// The members of an object, none of which may be another than these.
fn only(value: &Value, known: &[&str]) {
    for (name, _) in value.as_object().unwrap_or_else(|| panic!("an object was expected, not {value}")) {
        assert!(known.contains(&name.as_str()), "`{name}` is none of {known:?}");
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// The command line of a task is one that rawi takes: all its words are known, and its help names the codes.
fn runs_a_task(words: &[&str]) {
    assert_eq!(&words[..3], ["rawi", "batch", "run"]);
    let ended = Place::new().rawi(&words[1..]);
    assert!(
        ended.stderr.contains("cannot read the plan `/batch/plan.jsonl`") && ended.code == Some(75),
        "{}",
        ended.shown()
    );
}

/// The rules of batch/v1, as its API server checks them.
#[test]
fn the_kubernetes_job_is_one_of_batch_v1() {
    let job = json("kubernetes-job.json");
    only(&job, &["apiVersion", "kind", "metadata", "spec"]);
    assert_eq!((job["apiVersion"].as_str(), job["kind"].as_str()), (Some("batch/v1"), Some("Job")));
    let spec = &job["spec"];
    only(
        spec,
        &[
            "completionMode",
            "completions",
            "parallelism",
            "backoffLimitPerIndex",
            "maxFailedIndexes",
            "podReplacementPolicy",
            "podFailurePolicy",
            "template",
        ],
    );
    assert_eq!(spec["completionMode"], "Indexed", "JOB_COMPLETION_INDEX is set");
    let number = |name: &str| spec[name].as_u64().unwrap();
    // With more than 100,000 completions the API refuses larger ones of these two.
    assert!(number("parallelism") <= 100_000 && number("completions") <= 100_000);
    assert!(number("maxFailedIndexes") <= number("completions") && number("backoffLimitPerIndex") > 0);
    assert_eq!(spec["podReplacementPolicy"], "Failed", "the only one with a podFailurePolicy");
    let pod = &spec["template"]["spec"];
    only(pod, &["restartPolicy", "terminationGracePeriodSeconds", "containers", "volumes"]);
    assert_eq!(pod["restartPolicy"], "Never", "what backoffLimitPerIndex and podFailurePolicy need");
    assert!(pod["terminationGracePeriodSeconds"].as_u64() >= Some(30));
    let containers = pod["containers"].as_array().unwrap();
    for rule in spec["podFailurePolicy"]["rules"].as_array().unwrap() {
        check_rule(rule, containers);
    }
    let volumes: Vec<&str> = pod["volumes"].as_array().unwrap().iter().map(|v| v["name"].as_str().unwrap()).collect();
    for container in containers {
        only(container, &["name", "image", "command", "env", "resources", "volumeMounts"]);
        container["env"].as_array().unwrap().iter().for_each(|set| assert!(set["value"].is_string(), "{set}"));
        container["volumeMounts"].as_array().unwrap().iter().for_each(|mount| {
            assert!(
                volumes.contains(&mount["name"].as_str().unwrap()) && mount["mountPath"].as_str().unwrap().starts_with('/')
            );
        });
        runs_a_task(&texts(&container["command"]));
    }
}

/// Exactly one of two conditions; codes in order, each once, and 0 is no failure.
fn check_rule(rule: &Value, containers: &[Value]) {
    only(rule, &["action", "onExitCodes", "onPodConditions"]);
    assert!(["FailIndex", "FailJob", "Ignore", "Count"].contains(&rule["action"].as_str().unwrap()));
    assert!(rule["onExitCodes"].is_null() != rule["onPodConditions"].is_null(), "{rule}");
    if let Some(codes) = rule["onExitCodes"].as_object() {
        assert!(codes["operator"] == "In" || codes["operator"] == "NotIn");
        assert!(containers.iter().any(|container| container["name"] == codes["containerName"]), "{rule}");
        let values: Vec<u64> = codes["values"].as_array().unwrap().iter().map(|code| code.as_u64().unwrap()).collect();
        assert!(values.is_sorted_by(|a, b| a < b) && values.iter().all(|code| (1..=255).contains(code)), "{rule}");
        assert_eq!(values, [64, 65], "what is of no use to be tried again, as `rawi batch run --help` says");
    }
    for condition in rule["onPodConditions"].as_array().into_iter().flatten() {
        only(condition, &["type", "status"]);
        assert!(condition["type"].is_string() && condition["status"].is_string());
    }
}

/// The rules of RegisterJobDefinition.
#[test]
fn the_aws_batch_definition_is_one_that_can_be_registered() {
    let job = json("aws-batch.json");
    only(&job, &["jobDefinitionName", "type", "platformCapabilities", "timeout", "retryStrategy", "containerProperties"]);
    assert_eq!(job["type"], "container");
    assert!(job["timeout"]["attemptDurationSeconds"].as_u64() >= Some(60));
    let retry = &job["retryStrategy"];
    assert!((1..=10).contains(&retry["attempts"].as_u64().unwrap()));
    let rules = retry["evaluateOnExit"].as_array().unwrap();
    assert!(rules.len() <= 5);
    for rule in rules {
        only(rule, &["onExitCode", "onStatusReason", "onReason", "action"]);
        assert!(["RETRY", "EXIT"].contains(&rule["action"].as_str().unwrap()));
        let code = rule["onExitCode"].as_str().unwrap_or("1*");
        assert!(code.trim_end_matches('*').bytes().all(|byte| byte.is_ascii_digit()), "{rule}");
    }
    let tried_again: Vec<&Value> = rules.iter().filter(|rule| rule["action"] == "RETRY").collect();
    assert!(tried_again.iter().any(|rule| rule["onExitCode"] == "75"));
    assert_eq!(rules.last().unwrap()["action"], "EXIT", "else every failure is tried again");
    let container = &job["containerProperties"];
    only(container, &["image", "command", "resourceRequirements", "environment", "volumes", "mountPoints"]);
    for needed in container["resourceRequirements"].as_array().unwrap() {
        assert!(["VCPU", "MEMORY", "GPU"].contains(&needed["type"].as_str().unwrap()) && needed["value"].is_string());
    }
    let volumes: Vec<&Value> = container["volumes"].as_array().unwrap().iter().map(|volume| &volume["name"]).collect();
    assert!(container["mountPoints"].as_array().unwrap().iter().all(|mount| volumes.contains(&&mount["sourceVolume"])));
    runs_a_task(&texts(&container["command"]));
}

#[test]
fn the_slurm_script_becomes_rawi_and_hears_the_signal() {
    let script = sample("slurm.sh");
    let lines: Vec<&str> = script.lines().collect();
    assert_eq!(lines[0], "#!/bin/bash");
    assert_eq!(*lines.last().unwrap(), "exec \"${RAWI:-rawi}\" batch run --plan \"$plan\" --out \"$bundles\"");
    let options: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("#SBATCH --")).collect();
    for wanted in ["signal=B:TERM@120", "requeue", "open-mode=append"] {
        assert!(options.contains(&wanted), "{options:?}");
    }
    // Slurm reads its options up to the first command.
    let first_command = lines.iter().position(|line| !line.starts_with('#') && !line.is_empty()).unwrap();
    assert!(lines[first_command..].iter().all(|line| !line.starts_with("#SBATCH")));
    let script = root().join("samples/batch/slurm.sh");
    let Ok(read) = Command::new("bash").arg("-n").arg(&script).output() else { return skip("no bash") };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let place = Place::new();
    place.write("rawi", "#!/bin/sh\necho \"$RAWI_THREADS $*\"\nexit 75\n");
    Command::new("chmod").arg("+x").arg(place.path("rawi")).status().unwrap();
    let run = |words: &[&str]| {
        let mut bash = Command::new("bash");
        bash.arg(&script).args(words).env("RAWI", place.path("rawi")).env("SLURM_CPUS_PER_TASK", "8").output().unwrap()
    };
    let ended = run(&["my plan.jsonl", "bundles"]);
    assert_eq!(String::from_utf8_lossy(&ended.stdout), "8 batch run --plan my plan.jsonl --out bundles\n");
    assert_eq!(ended.status.code(), Some(75), "the code is rawi's own");
    assert!(!run(&["plan.jsonl"]).status.success());
}
