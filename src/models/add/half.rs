//! Numbers of sixteen bits, both kinds, to and from those of thirty-two.

/// What an IEEE half-precision number means; exact.
pub(super) fn from_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(half >> 10) & 0x1f, u32::from(half & 0x3ff));
    let magnitude = match (exponent, fraction) {
        (0, 0) => 0,
        // Too small for a leading one: it is moved to where one stands.
        (0, fraction) => {
            let shift = fraction.leading_zeros() - 21;
            (113 - shift) << 23 | (fraction << (shift + 13)) & 0x007f_ffff
        }
        (31, fraction) => 0x7f80_0000 | fraction << 13,
        (exponent, fraction) => (exponent + 112) << 23 | fraction << 13,
    };
    f32::from_bits(sign | magnitude)
}

/// The nearest half-precision number, of two as near the even one; infinite from 65,520 on.
pub(super) fn to_half(value: f32) -> u16 {
    let bits = value.to_bits();
    let (sign, magnitude) = ((bits >> 16) & 0x8000, bits & 0x7fff_ffff);
    let half = match magnitude {
        0x7f80_0001.. => 0x7e00 | (magnitude >> 13) & 0x3ff,
        0x477f_f000.. => 0x7c00,
        0x3880_0000.. => (magnitude + 0xfff + ((magnitude >> 13) & 1) - (112 << 23)) >> 13,
        // Multiples of 2^-24, which have no leading one.
        _ => (f32::from_bits(magnitude) * 16_777_216.0).round_ties_even() as u32,
    };
    (sign | half) as u16
}

/// What a number in the upper half of a single-precision one means; exact.
pub(super) fn from_brain(half: u16) -> f32 {
    f32::from_bits(u32::from(half) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_comes_back_as_it_was() {
        for half in 0..=u16::MAX {
            let value = from_half(half);
            let back = to_half(value);
            assert!(back == half || value.is_nan() && from_half(back).is_nan(), "{half:#06x} became {back:#06x}");
        }
        assert_eq!((from_half(0x3c00), from_half(0xc100), from_half(0x0001)), (1.0, -2.5, 2f32.powi(-24)));
        assert_eq!(from_brain(0x4049), 3.140_625);
    }

    #[test]
    fn halfway_goes_to_the_even_neighbour_and_too_much_to_infinity() {
        let between = |half: u16| (from_half(half) + from_half(half + 1)) / 2.0;
        for half in [0x0000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x3c01, 0x7bfe] {
            assert_eq!(to_half(between(half)), half + (half & 1), "{half:#06x}");
            assert_eq!(to_half(between(half) * (1.0 + f32::EPSILON)), half + 1, "{half:#06x}");
        }
        assert_eq!((to_half(65_519.9), to_half(65_520.0), to_half(-1e30)), (0x7bff, 0x7c00, 0xfc00));
    }
}
