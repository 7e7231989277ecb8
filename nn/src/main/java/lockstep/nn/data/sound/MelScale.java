package lockstep.nn.data.sound;

/// How pitch follows frequency.
public enum MelScale {
  /// Slaney's, the default here and in librosa: a line up to 1 kHz, `3·f / 200`, above it `15 +
  /// 27·ln(f / 1000) / ln 6.4`. A band is a triangle of area 1 (over Hz), so that white noise has
  /// equal power in all bands.
  SLANEY,
  /// HTK's: `2595·log₁₀(1 + f / 700)`. A band is a triangle of height 1.
  HTK;

  private static final double KNEE_HERTZ = 1000;
  private static final double KNEE_MEL = 15;
  private static final double LINE = 200.0 / 3;

  private static double octave() {
    return StrictMath.log(6.4) / 27;
  }

  double mel(double hertz) {
    return switch (this) {
      case SLANEY ->
          hertz < KNEE_HERTZ
              ? hertz / LINE
              : KNEE_MEL + StrictMath.log(hertz / KNEE_HERTZ) / octave();
      case HTK -> 2595 * StrictMath.log10(1 + hertz / 700);
    };
  }

  double hertz(double mel) {
    return switch (this) {
      case SLANEY ->
          mel < KNEE_MEL ? mel * LINE : KNEE_HERTZ * StrictMath.exp((mel - KNEE_MEL) * octave());
      case HTK -> 700 * (StrictMath.pow(10, mel / 2595) - 1);
    };
  }

  /// {@return the height of a band from `low` to `high` Hz}
  double height(double low, double high) {
    return switch (this) {
      case SLANEY -> 2 / (high - low);
      case HTK -> 1;
    };
  }
}
