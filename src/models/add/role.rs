//! What a weight does in a Whisper model, whatever it is called where it is stored.

/// The half of the model that hears, and the half that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Encoder,
    Decoder,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Encoder => "encoder",
            Self::Decoder => "decoder",
        }
    }
}

/// What a layer attends to: what lies beside it, or what the encoder heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attention {
    Own,
    Cross,
}

/// A matrix of an attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Projection {
    Query,
    Key,
    Value,
    Out,
}

/// A part of the model that has weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Positions(Side),
    /// The encoder's first or second convolution.
    Convolution(u8),
    Tokens,
    LastNorm(Side),
    Attention(Side, u32, Attention, Projection),
    AttentionNorm(Side, u32, Attention),
    /// The layer that widens.
    Widen(Side, u32),
    /// The layer that narrows again.
    Narrow(Side, u32),
    LastNormOfBlock(Side, u32),
}

/// A part's matrix, or what is added to its outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Weight,
    Bias,
}

/// One weight of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) part: Part,
    pub(super) kind: Kind,
}

/// The weights of a model with so many layers in its encoder and its decoder, in the order of a ggml file.
pub(super) fn roles(encoder_layers: u32, decoder_layers: u32) -> Vec<Role> {
    let mut all = vec![Role { part: Part::Positions(Side::Encoder), kind: Kind::Weight }];
    [1, 2].iter().for_each(|number| both(&mut all, Part::Convolution(*number)));
    (0..encoder_layers).for_each(|layer| block(&mut all, Side::Encoder, layer));
    both(&mut all, Part::LastNorm(Side::Encoder));
    all.push(Role { part: Part::Positions(Side::Decoder), kind: Kind::Weight });
    all.push(Role { part: Part::Tokens, kind: Kind::Weight });
    (0..decoder_layers).for_each(|layer| block(&mut all, Side::Decoder, layer));
    both(&mut all, Part::LastNorm(Side::Decoder));
    all
}

fn both(all: &mut Vec<Role>, part: Part) {
    all.extend([Kind::Weight, Kind::Bias].map(|kind| Role { part, kind }));
}

fn block(all: &mut Vec<Role>, side: Side, layer: u32) {
    let attentions: &[Attention] = match side {
        Side::Encoder => &[Attention::Own],
        Side::Decoder => &[Attention::Own, Attention::Cross],
    };
    for attention in attentions {
        let part = |projection| Part::Attention(side, layer, *attention, projection);
        both(all, part(Projection::Query));
        // Whisper's keys have nothing added.
        all.push(Role { part: part(Projection::Key), kind: Kind::Weight });
        both(all, part(Projection::Value));
        both(all, part(Projection::Out));
        both(all, Part::AttentionNorm(side, layer, *attention));
    }
    both(all, Part::Widen(side, layer));
    both(all, Part::Narrow(side, layer));
    both(all, Part::LastNormOfBlock(side, layer));
}
