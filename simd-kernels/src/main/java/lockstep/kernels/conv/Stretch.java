package lockstep.kernels.conv;

import java.util.Arrays;

/// Positions along one axis of a result that meet the same taps of the window: `count` of them,
/// `step` apart, from `first` on.
///
/// Position `first + i·step` takes `taps` taps, `tap + t·tapStep`, and tap number t finds its
/// operand at `source + i·sourceStep + t·sourceTapStep`. An axis is a few stretches: the inner part
/// and what is cut by the border. A result's rows and columns are stretches each by itself.
///
/// @param first first position
/// @param step from one position to the next
/// @param count how many positions
/// @param tap first tap
/// @param tapStep from one tap to the next
/// @param taps how many taps; 0 where the result is empty sums
/// @param source what the first position reads by the first tap
/// @param sourceStep from one position to the next
/// @param sourceTapStep from one tap to the next
record Stretch(
    int first,
    int step,
    int count,
    int tap,
    int tapStep,
    int taps,
    int source,
    int sourceStep,
    int sourceTapStep) {

  /// The positions of y along an axis: tap t of position o reads `o·stride + t·dilation − pad`.
  static Stretch[] forward(int in, int out, int window, int stride, int dilation, int pad) {
    var stretches = new Stretch[out];
    int found = 0;
    for (int o = 0; o < out; o++) {
      int from = o * stride - pad;
      int tap = Math.min(window, Math.max(0, Math.ceilDiv(-from, dilation)));
      int end = Math.max(tap, Math.min(window, Math.ceilDiv(in - from, dilation)));
      var single = new Stretch(o, 1, 1, tap, 1, end - tap, from + tap * dilation, stride, dilation);
      if (found > 0 && stretches[found - 1].hasTapsOf(single)) {
        stretches[found - 1] = stretches[found - 1].longer();
      } else {
        stretches[found++] = single;
      }
    }
    return Arrays.copyOf(stretches, found);
  }

  /// The positions of dx along an axis: tap t of position i reads `(i + pad − t·dilation) / stride`
  /// of dy, if that is whole. Positions that meet the same taps are `stride` apart.
  static Stretch[] backward(int in, int out, int window, int stride, int dilation, int pad) {
    int tapStep = stride / gcd(stride, dilation);
    var stretches = new Stretch[in];
    int found = 0;
    for (int phase = 0; phase < Math.min(stride, in); phase++) {
      int ofPhase = found;
      for (int i = phase; i < in; i += stride) {
        int tap = window;
        int taps = 0;
        for (int t = window - 1; t >= 0; t--) {
          long at = (long) i + pad - (long) t * dilation;
          if (at >= 0 && at % stride == 0 && at / stride < out) {
            tap = t;
            taps++;
          }
        }
        int source = taps == 0 ? 0 : (i + pad - tap * dilation) / stride;
        var single =
            new Stretch(i, stride, 1, tap, tapStep, taps, source, 1, -tapStep * dilation / stride);
        if (found > ofPhase && stretches[found - 1].hasTapsOf(single)) {
          stretches[found - 1] = stretches[found - 1].longer();
        } else {
          stretches[found++] = single;
        }
      }
    }
    return Arrays.copyOf(stretches, found);
  }

  /// How many of its positions lie before `end`.
  int countBefore(int end) {
    return Math.clamp(Math.ceilDiv((long) end - first, step), 0, count);
  }

  private boolean hasTapsOf(Stretch next) {
    return taps == next.taps && (taps == 0 || tap == next.tap);
  }

  private Stretch longer() {
    return new Stretch(
        first, step, count + 1, tap, tapStep, taps, source, sourceStep, sourceTapStep);
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
