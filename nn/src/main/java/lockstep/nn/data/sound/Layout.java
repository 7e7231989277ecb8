package lockstep.nn.data.sound;

import lockstep.nn.data.Numbers;
import lockstep.nn.tensor.Shape;

/// The shape of features.
public enum Layout {
  /// `[frames, bands]`, as recurrent layers and 1-d convolutions take it.
  FRAMES,
  /// `[frames, bands, 1]`, as 2-d convolutions take it.
  IMAGE;

  Numbers numbers(int frames, int bands, float[] values) {
    return new Numbers(
        switch (this) {
          case FRAMES -> Shape.of(frames, bands);
          case IMAGE -> Shape.of(frames, bands, 1);
        },
        values);
  }
}
