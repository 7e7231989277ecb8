package lockstep.nn.metric;

import java.util.ArrayList;
import java.util.List;

/// How often a model was right where it was about so sure.
///
/// @param from the least confidence, not included
/// @param to the greatest confidence
/// @param count how many samples
/// @param confidence their mean confidence
/// @param accuracy the part of them told right
public record Reliability(double from, double to, int count, double confidence, double accuracy) {

  static List<Reliability> of(double[] confidences, List<Boolean> right) {
    int bins = ClassFigures.BINS;
    int[] counts = new int[bins];
    int[] hits = new int[bins];
    double[] sums = new double[bins];
    for (int i = 0; i < confidences.length; i++) {
      int bin = ClassFigures.bin(confidences[i]);
      counts[bin]++;
      hits[bin] += right.get(i) ? 1 : 0;
      sums[bin] += confidences[i];
    }
    var all = new ArrayList<Reliability>();
    for (int b = 0; b < bins; b++) {
      if (counts[b] > 0) {
        all.add(
            new Reliability(
                (double) b / bins,
                (b + 1.0) / bins,
                counts[b],
                sums[b] / counts[b],
                (double) hits[b] / counts[b]));
      }
    }
    return all;
  }
}
