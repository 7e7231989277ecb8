package lockstep.kernels.move;

/// For each output along one axis the two elements it lies between, and their weights; and for each
/// element the outputs it has a part in, which are neighbours as places only grow.
final class Samples {

  final int[] low;
  final int[] high;
  final float[] lowWeight;
  final float[] highWeight;

  /// For each element the first output that it has a part in.
  final int[] from;

  /// For each element the output behind the last one that it has a part in.
  final int[] to;

  /// For each element where its weights begin among {@link #parts}.
  final int[] start;

  /// For each element its weight in each of its outputs.
  final float[] parts;

  Samples(ResizeMode mode, int in, int out) {
    low = new int[out];
    high = new int[out];
    lowWeight = new float[out];
    highWeight = new float[out];
    for (int o = 0; o < out; o++) {
      float place = place(mode, in, out, o);
      low[o] = Math.min((int) place, in - 1);
      boolean nearest = mode == ResizeMode.NEAREST;
      high[o] = nearest ? low[o] : Math.min(low[o] + 1, in - 1);
      highWeight[o] = nearest ? 0 : Math.min(Math.max(place - low[o], 0), 1);
      lowWeight[o] = 1 - highWeight[o];
    }
    from = new int[in];
    to = new int[in];
    int output = 0;
    for (int i = 0; i < in; i++) {
      while (output < out && high[output] < i) {
        output++;
      }
      from[i] = output;
      to[i] = output;
      while (to[i] < out && low[to[i]] <= i) {
        to[i]++;
      }
    }
    start = new int[in + 1];
    for (int i = 0; i < in; i++) {
      start[i + 1] = start[i] + to[i] - from[i];
    }
    parts = new float[start[in]];
    for (int i = 0; i < in; i++) {
      for (int o = from[i]; o < to[i]; o++) {
        parts[start[i] + o - from[i]] = weight(o, i);
      }
    }
  }

  /// The weight of `element` in `output`, which is within `from` and `to`.
  float weight(int output, int element) {
    if (low[output] != element) {
      return highWeight[output];
    }
    return high[output] == element ? 1 : lowWeight[output];
  }

  private static float place(ResizeMode mode, int in, int out, int o) {
    if (in == out) {
      return o;
    }
    float scale = (float) in / out;
    return switch (mode) {
      case NEAREST -> o * scale;
      case LINEAR -> Math.max(0, scale * (o + 0.5f) - 0.5f);
      case LINEAR_ALIGNED -> out == 1 ? 0 : o * ((float) (in - 1) / (out - 1));
    };
  }
}
