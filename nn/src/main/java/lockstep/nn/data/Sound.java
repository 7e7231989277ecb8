package lockstep.nn.data;

/// A recording: samples of all channels in turn, mostly within −1 and 1.
public final class Sound implements Item {

  private final int rate;
  private final int channels;
  private final float[] samples;

  /// Takes the array as it is.
  ///
  /// @param rate moments a second
  /// @throws IllegalArgumentException if a moment is incomplete
  public Sound(int rate, int channels, float[] samples) {
    if (rate < 1 || channels < 1 || samples.length % channels != 0) {
      throw new IllegalArgumentException(
          "sound: expected a rate and channels of 1 or more and whole moments, got "
              + samples.length
              + " samples of "
              + channels
              + " channels at "
              + rate
              + " Hz.");
    }
    this.rate = rate;
    this.channels = channels;
    this.samples = samples;
  }

  /// {@return the moments a second}
  public int rate() {
    return rate;
  }

  /// {@return the numbers a moment has}
  public int channels() {
    return channels;
  }

  /// {@return the moments}
  public int length() {
    return samples.length / channels;
  }

  /// {@return the samples themselves, not a copy}
  public float[] samples() {
    return samples;
  }

  @Override
  public String describe() {
    return "sound of " + length() + " moments at " + rate + " Hz, " + channels + " channels";
  }
}
