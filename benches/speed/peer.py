"""One peer's run over a recording: peer.py NAME WEIGHTS RECORDING LANGUAGE THREADS [cpu|cuda]; prints how many words it heard, with times."""
import sys


# What numbers a device is fastest with.
KIND = {"cpu": "int8", "cuda": "float16"}


def faster_whisper(weights, recording, language, threads, device, batch):
    from faster_whisper import BatchedInferencePipeline, WhisperModel
    model = WhisperModel(weights + "/ct2-base", device=device, compute_type=KIND[device], cpu_threads=threads)
    how = dict(language=language, beam_size=5, word_timestamps=True)
    if batch:
        segments, _ = BatchedInferencePipeline(model).transcribe(recording, batch_size=batch, **how)
    else:
        segments, _ = model.transcribe(recording, vad_filter=True, **how)
    return sum(len(segment.words) for segment in segments)


def whisper_cpp(weights, recording, language, threads, _device):
    from pywhispercpp.model import Model
    how = dict(language=language, n_threads=threads, print_progress=False, token_timestamps=True)
    model = Model(weights + "/voices-base.bin", params_sampling_strategy=1, beam_search={"beam_size": 5, "patience": -1.0}, **how)
    return sum(len(segment.text.split()) for segment in model.transcribe(recording))


RUN = {
    "faster-whisper": lambda *a: faster_whisper(*a, 0),
    "faster-whisper-batched": lambda *a: faster_whisper(*a, 8),
    "faster-whisper-batched-16": lambda *a: faster_whisper(*a, 16),
    "whisper.cpp": whisper_cpp,
}

if __name__ == "__main__":
    name, weights, recording, language, threads, *device = sys.argv[1:]
    print(RUN[name](weights, recording, language, int(threads), *device or ["cpu"]))
