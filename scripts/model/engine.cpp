// Runs windows of a recording through the unmodified whisper.cpp and prints what it said, as JSON lines.
//
//   engine MODEL SOUND.f32 LANGUAGE(en|ar|auto) BEAM(1=greedy) FIT(1=audio context cut to the window) < "start end" lines (samples)
//
// 1.8.3 gives each segment inside a window the end of the one before as its start and drops the timestamp that says
// better. The logits callback sees every token, so the sequence that won is found there and printed whole.
#include "whisper.h"
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

struct Seen { whisper_token start; std::vector<std::vector<whisper_token>> all; };

static void on_logits(whisper_context *, whisper_state *, const whisper_token_data * t, int n, float *, void * user) {
    std::vector<whisper_token> s(n);
    for (int i = 0; i < n; i++) s[i] = t[i].id;
    auto & all = ((Seen *) user)->all;
    if (all.size() > 4000) all.erase(all.begin(), all.begin() + 2000);
    all.push_back(s);
}

int main(int argc, char ** argv) {
    if (argc < 6) return 2;
    whisper_log_set([](ggml_log_level, const char *, void *) {}, nullptr);
    auto cp = whisper_context_default_params();
    cp.use_gpu = false;
    whisper_context * ctx = whisper_init_from_file_with_params(argv[1], cp);
    if (!ctx) { fprintf(stderr, "the model does not load\n"); return 1; }
    std::vector<float> x;
    FILE * f = fopen(argv[2], "rb");
    float buf[4096];
    for (size_t n; (n = fread(buf, 4, 4096, f)) > 0;) x.insert(x.end(), buf, buf + n);
    fclose(f);
    const int beam = atoi(argv[4]), beg = whisper_token_beg(ctx), eot = whisper_token_eot(ctx);
    long a, b;
    while (scanf("%ld %ld", &a, &b) == 2) {
        b = std::min<long>(b, x.size());
        auto p = whisper_full_default_params(beam > 1 ? WHISPER_SAMPLING_BEAM_SEARCH : WHISPER_SAMPLING_GREEDY);
        p.beam_search.beam_size = beam;
        p.greedy.best_of = 1;
        p.language = argv[3];
        p.n_threads = 1;
        p.no_context = true;
        p.print_progress = p.print_realtime = p.print_timestamps = p.print_special = false;
        if (getenv("TEMPERATURE_STEP")) p.temperature_inc = atof(getenv("TEMPERATURE_STEP"));
        if (atoi(argv[5])) p.audio_ctx = std::min<int>(1500, ((b - a) / 320 + 16 + 15) / 16 * 16);
        Seen seen;
        p.logits_filter_callback = on_logits;
        p.logits_filter_callback_user_data = &seen;
        if (whisper_full(ctx, p, x.data() + a, b - a) != 0) { fprintf(stderr, "failed\n"); return 1; }
        std::vector<whisper_token> text;
        std::string shown;
        double prob = 0; int count = 0;
        for (int i = 0; i < whisper_full_n_segments(ctx); i++) {
            shown += whisper_full_get_segment_text(ctx, i);
            for (int j = 0; j < whisper_full_n_tokens(ctx, i); j++) {
                auto t = whisper_full_get_token_data(ctx, i, j);
                if (t.id < eot) { text.push_back(t.id); prob += t.p; count++; }
            }
        }
        std::vector<whisper_token> won;
        for (auto & s : seen.all) {
            std::vector<whisper_token> t;
            for (auto id : s) if (id < eot) t.push_back(id);
            if (t.size() <= text.size() && std::equal(t.begin(), t.end(), text.begin()) && s.size() >= won.size()) won = s;
        }
        size_t have = 0;
        for (auto id : won) have += id < eot;
        won.insert(won.end(), text.begin() + have, text.end());   // the last token comes after the last call
        printf("{\"start\":%ld,\"end\":%ld,\"language\":\"%s\",\"p\":%.3f,\"no_speech\":%.3f,\"pieces\":[", a, b, whisper_lang_str(whisper_full_lang_id(ctx)), count ? prob / count : 0.0,
               whisper_full_n_segments(ctx) ? whisper_full_get_segment_no_speech_prob(ctx, 0) : 1.0);
        for (size_t i = 0; i < won.size(); i++) {       // bytes in hex: a token may be half a letter
            printf(i ? "," : "");
            if (won[i] >= beg) printf("%d", won[i] - beg);
            else {
                printf("\"");
                if (won[i] < eot) for (const char * c = whisper_token_to_str(ctx, won[i]); *c; c++) printf("%02x", (unsigned char) *c);
                printf("\"");
            }
        }
        printf("],\"segments\":[");
        for (int i = 0; i < whisper_full_n_segments(ctx); i++)
            printf("%s[%ld,%ld]", i ? "," : "", (long) whisper_full_get_segment_t0(ctx, i), (long) whisper_full_get_segment_t1(ctx, i));
        printf("]}\n");
        fflush(stdout);
    }
    whisper_free(ctx);
}
