use proptest::prelude::*;

use super::*;
use crate::article::Part;

fn span() -> impl Strategy<Value = Option<Span>> {
    prop::option::of((any::<u32>(), any::<u32>()).prop_map(|(a, b)| Span::from_millis(a, b)))
}

fn any_transcript() -> impl Strategy<Value = Transcript> {
    let confidence = prop::option::of(-1.0e9_f32..1.0e9);
    let word = (".{0,6}", span(), confidence, any::<bool>());
    let words = prop::collection::vec(word, 0..20).prop_map(|words| {
        words.into_iter().map(|(text, span, confidence, second_pass)| Word { text, span, confidence, second_pass }).collect()
    });
    let speech = prop::option::of(prop::collection::vec(span().prop_filter_map("", |s| s), 0..4));
    let witness = ((0..20_usize, 0..3_usize), ".{0,9}", any::<f32>(), prop::option::of("\\PC{0,3}"));
    let witnesses = prop::collection::vec(witness, 0..5).prop_map(|witnesses| {
        let one =
            |((start, count), published, margin, model)| Witness { words: start..start + count, published, margin, model };
        witnesses.into_iter().map(one).collect::<Vec<_>>()
    });
    (words, speech, prop::option::of(any::<u32>()), any::<bool>(), "\\PC{0,9}", witnesses).prop_map(
        |(words, speech, length, cut, name, witnesses)| {
            let words: Vec<Word> = words;
            let middle = words.len() / 2;
            let piece = |range, speaker: Option<String>| {
                let language = speaker.as_ref().map(|_| Language::english());
                Segment { span: Span::from_millis(7, 4_000_000_000), words: range, speaker, language }
            };
            let segments =
                vec![piece(0..middle, Some(name.clone())), piece(middle..middle, None), piece(middle..words.len(), None)];
            let engine = Engine {
                name: name.clone(),
                model: cut.then_some(name),
                model_sha256: None,
                options: vec!["a=\"1\"".into()],
            };
            let segments = if cut { segments } else { Vec::new() };
            Transcript::new(engine, Language::unknown(), length.map(Millis::new), words, segments, speech)
                .with_witnesses(witnesses)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_transcript_comes_back_equal_from_the_shelf_and_from_lines(heard in any_transcript()) {
        let ((_a, from), (_b, to)) = (shelf(), shelf());
        let id = from.add_recording(&recording("/a", 'a'), 0).unwrap();
        let kept = from.save_transcript(id, &heard, 0).unwrap();
        prop_assert_eq!(&from.transcript(kept).unwrap(), &heard);
        let mut lines = Vec::new();
        from.export_json_lines(None, &mut lines).unwrap();
        to.import_json_lines(&lines[..]).unwrap();
        prop_assert_eq!(&to.transcript(TranscriptId::new(1)).unwrap(), &heard);
    }

    #[test]
    fn any_article_and_any_numbers_of_an_alignment_come_back_equal(
        text in "(\\PC{1,12}[.؟\n ]){1,6}",
        numbers in prop::collection::vec((0.0_f32..1.0, span(), any::<bool>()), 12),
    ) {
        let (_dir, catalog) = shelf();
        let whole = crate::text::TextRange::new(0, text.len()).unwrap();
        let part = Part { kind: article::PartKind::Quote, range: whole };
        let page = Article::from_parts(text, Language::arabic(), vec![part]);
        let heard = transcript(&HEARD);
        let mut made = alignment(&page, &heard);
        for (sentence, (confidence, span, flag)) in made.sentences.iter_mut().zip(numbers) {
            (sentence.confidence, sentence.moved) = (confidence, flag);
            sentence.time = span.map_or(Timed::Absent, Timed::Inferred);
            sentence.duplicate_of = flag.then_some(0);
        }
        let recording = catalog.add_recording(&recording("/a", 'a'), 0).unwrap();
        let report = catalog.add_report(&ReportFacts::default(), 0).unwrap();
        let article = catalog.attach_article(report, &page, None, 0).unwrap().id();
        let transcript = catalog.save_transcript(recording, &heard, 0).unwrap();
        let kept = catalog.save_alignment(report, article, transcript, &made, 0).unwrap();
        prop_assert_eq!(catalog.article(article).unwrap(), page);
        prop_assert_eq!(catalog.alignment(kept).unwrap().alignment, made);
    }

    #[test]
    fn no_query_breaks_the_search(query in "[\"«»*() a-cابج:^+-]{0,14}|\\PC{0,14}") {
        let (_dir, catalog) = shelf();
        shelve(&catalog, "a b", 'a');
        match catalog.search(&query, 3) {
            Ok(hits) => prop_assert!(hits.iter().all(|h| h.snippet.matches.iter().all(|m| !m.of(&h.snippet.text).is_empty()))),
            Err(error) => prop_assert!(matches!(error, Error::Query { .. }), "{error:?}"),
        }
    }
}
