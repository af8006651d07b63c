//! What the weights are called: by OpenAI and in ggml files, in Hugging Face's folders, in CTranslate2's.

use super::role::{Attention, Kind, Part, Projection, Role, Side};

/// Whose names a checkpoint uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    OpenAi,
    HuggingFace,
    CTranslate2,
}

/// A stored tensor, or one of the equal parts of one: where query, key and value stand in one matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) tensor: String,
    /// Which part, counted from 0, of how many.
    pub(super) part: (u64, u64),
}

impl Naming {
    pub(super) fn of(self, role: Role) -> Name {
        match self {
            Self::OpenAi => whole(openai(role)),
            Self::HuggingFace => whole(hugging_face(role)),
            Self::CTranslate2 => ctranslate2(role),
        }
    }
}

fn whole(tensor: String) -> Name {
    Name { tensor, part: (0, 1) }
}

fn suffix(kind: Kind) -> &'static str {
    match kind {
        Kind::Weight => "weight",
        Kind::Bias => "bias",
    }
}

/// The names of OpenAI's checkpoints, which ggml files keep.
pub(super) fn openai(role: Role) -> String {
    let attention = |attention| match attention {
        Attention::Own => "attn",
        Attention::Cross => "cross_attn",
    };
    let block = |side: Side, layer: u32, inner: &str| format!("{}.blocks.{layer}.{inner}", side.name());
    let part = match role.part {
        Part::Positions(side) => return format!("{}.positional_embedding", side.name()),
        Part::Convolution(number) => format!("encoder.conv{number}"),
        Part::Tokens => "decoder.token_embedding".to_owned(),
        Part::LastNorm(Side::Encoder) => "encoder.ln_post".to_owned(),
        Part::LastNorm(Side::Decoder) => "decoder.ln".to_owned(),
        Part::Attention(side, layer, which, projection) => {
            let projection = match projection {
                Projection::Query => "query",
                Projection::Key => "key",
                Projection::Value => "value",
                Projection::Out => "out",
            };
            block(side, layer, &format!("{}.{projection}", attention(which)))
        }
        Part::AttentionNorm(side, layer, which) => block(side, layer, &format!("{}_ln", attention(which))),
        Part::Widen(side, layer) => block(side, layer, "mlp.0"),
        Part::Narrow(side, layer) => block(side, layer, "mlp.2"),
        Part::LastNormOfBlock(side, layer) => block(side, layer, "mlp_ln"),
    };
    format!("{part}.{}", suffix(role.kind))
}

fn hugging_face(role: Role) -> String {
    let attention = |attention| match attention {
        Attention::Own => "self_attn",
        Attention::Cross => "encoder_attn",
    };
    let block = |side: Side, layer: u32, inner: &str| format!("{}.layers.{layer}.{inner}", side.name());
    let part = match role.part {
        Part::Positions(side) => format!("{}.embed_positions", side.name()),
        Part::Convolution(number) => format!("encoder.conv{number}"),
        Part::Tokens => "decoder.embed_tokens".to_owned(),
        Part::LastNorm(side) => format!("{}.layer_norm", side.name()),
        Part::Attention(side, layer, which, projection) => {
            let projection = match projection {
                Projection::Query => "q_proj",
                Projection::Key => "k_proj",
                Projection::Value => "v_proj",
                Projection::Out => "out_proj",
            };
            block(side, layer, &format!("{}.{projection}", attention(which)))
        }
        Part::AttentionNorm(side, layer, which) => block(side, layer, &format!("{}_layer_norm", attention(which))),
        Part::Widen(side, layer) => block(side, layer, "fc1"),
        Part::Narrow(side, layer) => block(side, layer, "fc2"),
        Part::LastNormOfBlock(side, layer) => block(side, layer, "final_layer_norm"),
    };
    format!("model.{part}.{}", suffix(role.kind))
}

fn ctranslate2(role: Role) -> Name {
    let block = |side: Side, layer: u32, inner: &str| format!("{}/layer_{layer}/{inner}", side.name());
    let norm = |part: String| {
        let field = if role.kind == Kind::Weight { "gamma" } else { "beta" };
        whole(format!("{part}/layer_norm/{field}"))
    };
    let linear = |part: String| whole(format!("{part}/{}", suffix(role.kind)));
    let attention = |attention| match attention {
        Attention::Own => "self_attention",
        Attention::Cross => "attention",
    };
    match role.part {
        Part::Positions(side) => whole(format!("{}/position_encodings/encodings", side.name())),
        Part::Convolution(number) => linear(format!("encoder/conv{number}")),
        Part::Tokens => linear("decoder/embeddings".to_owned()),
        Part::LastNorm(side) => norm(side.name().to_owned()),
        Part::Attention(side, layer, which, projection) => {
            let (matrix, part) = joined(which, projection);
            let inner = format!("{}/linear_{matrix}", attention(which));
            Name { part, ..linear(block(side, layer, &inner)) }
        }
        Part::AttentionNorm(side, layer, which) => norm(block(side, layer, attention(which))),
        Part::Widen(side, layer) => linear(block(side, layer, "ffn/linear_0")),
        Part::Narrow(side, layer) => linear(block(side, layer, "ffn/linear_1")),
        Part::LastNormOfBlock(side, layer) => norm(block(side, layer, "ffn")),
    }
}

/// In which matrix a projection stands, and as which part of how many.
fn joined(attention: Attention, projection: Projection) -> (u8, (u64, u64)) {
    match (attention, projection) {
        (Attention::Own, Projection::Query) => (0, (0, 3)),
        (Attention::Own, Projection::Key) => (0, (1, 3)),
        (Attention::Own, Projection::Value) => (0, (2, 3)),
        (Attention::Own, Projection::Out) => (1, (0, 1)),
        (Attention::Cross, Projection::Query) => (0, (0, 1)),
        (Attention::Cross, Projection::Key) => (1, (0, 2)),
        (Attention::Cross, Projection::Value) => (1, (1, 2)),
        (Attention::Cross, Projection::Out) => (2, (0, 1)),
    }
}
