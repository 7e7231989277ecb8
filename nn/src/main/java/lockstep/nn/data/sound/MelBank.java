package lockstep.nn.data.sound;

import java.util.Arrays;

/// Triangles over the bins of a spectrum, evenly spaced in pitch, each reaching from the centre of
/// one neighbour to that of the other.
final class MelBank {

  private static final Recent<MelSpectrogram, MelBank> BANKS = new Recent<>(MelBank::new);

  /// Of each band the first bin with a weight, and the weights from there on.
  private final int[] first;

  private final double[][] weights;

  private MelBank(MelSpectrogram mel) {
    int size = Fft.sizeFor(mel.window());
    double low = mel.scale().mel(mel.low());
    double high = mel.scale().mel(mel.high());
    double[] edges = new double[mel.bands() + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = mel.scale().hertz(low + (high - low) * i / (edges.length - 1));
    }
    first = new int[mel.bands()];
    weights = new double[mel.bands()][];
    for (int b = 0; b < weights.length; b++) {
      double[] dense = new double[size / 2 + 1];
      int begin = dense.length;
      int end = 0;
      double height = mel.scale().height(edges[b], edges[b + 2]);
      for (int k = 0; k < dense.length; k++) {
        double hertz = (double) k * mel.rate() / size;
        double rise = (hertz - edges[b]) / (edges[b + 1] - edges[b]);
        double fall = (edges[b + 2] - hertz) / (edges[b + 2] - edges[b + 1]);
        dense[k] = Math.max(0, Math.min(rise, fall)) * height;
        if (dense[k] > 0) {
          begin = Math.min(begin, k);
          end = k + 1;
        }
      }
      if (end == 0) {
        throw new IllegalArgumentException(
            "MelSpectrogram.bands: expected bands that a window of "
                + mel.window()
                + " tells apart, but band "
                + b
                + " of "
                + mel.bands()
                + " would hear nothing. Use fewer bands or a longer window.");
      }
      first[b] = begin;
      weights[b] = Arrays.copyOfRange(dense, begin, end);
    }
  }

  static MelBank of(MelSpectrogram mel) {
    return BANKS.get(mel);
  }

  double power(int band, double[] powers) {
    double sum = 0;
    double[] own = weights[band];
    for (int i = 0; i < own.length; i++) {
      sum += own[i] * powers[first[band] + i];
    }
    return sum;
  }
}
