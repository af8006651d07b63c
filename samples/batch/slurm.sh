#!/bin/bash
# A planned batch on Slurm. First, once, on any machine that sees the recordings:
#   rawi batch plan /archive/shows --model small --tasks 400 -o plan.jsonl
# then
#   sbatch --array=0-399%40 slurm.sh plan.jsonl bundles
# `%40` limits how many run at once. The last index is one less than the plan's tasks; 1000 is the highest that Slurm takes unless
# MaxArraySize says more. What is left over: sbatch --array="$(rawi batch status --plan plan.jsonl --out bundles --json |
#   python3 -c 'import json, sys; print(json.load(sys.stdin)["left"])')" slurm.sh plan.jsonl bundles
#
#SBATCH --job-name=rawi
#SBATCH --cpus-per-task=8
#SBATCH --mem=6G
#SBATCH --time=04:00:00
# To the batch shell alone (B:), which is rawi by then: it keeps what is done and ends with 75. The signal may come a minute early.
#SBATCH --signal=B:TERM@120
# A task that was preempted, or that `scontrol requeue` puts back, begins this script again and goes on where it stopped.
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=rawi-%A_%a.log
set -eu
plan="${1:?usage: sbatch --array=0-N slurm.sh PLAN BUNDLES}"
bundles="${2:?usage: sbatch --array=0-N slurm.sh PLAN BUNDLES}"
export RAWI_THREADS="${SLURM_CPUS_PER_TASK:-1}"
# Last and by `exec`, so that the signal reaches rawi and the exit code is its own: 0 done, 65 bad inputs, 75 again, 64 usage.
exec "${RAWI:-rawi}" batch run --plan "$plan" --out "$bundles"
