package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Hyperbolic;

/// What [LstmStep] and [LstmStepGradient] compute, one element at a time.
public final class LstmStepReference {

  private LstmStepReference() {}

  /// As [LstmStep#run].
  public static void run(
      StepShape shape,
      int time,
      long lengths,
      long pre,
      long recurrent,
      long bias,
      long hBefore,
      long cBefore,
      long h,
      long c,
      long gates) {
    int hidden = shape.hidden();
    for (int row = 0; row < shape.batch(); row++) {
      boolean live = Lengths.live(lengths, row, time);
      long rowGates = shape.row(gates, row, 4);
      for (int k = 0; k < 4 * hidden; k++) {
        float x = get(at(shape.row(pre, row, 4), k));
        if (recurrent != 0) {
          x += get(at(shape.row(recurrent, row, 4), k));
        }
        x += get(at(bias, k));
        float gate = k / hidden == 2 ? Hyperbolic.tanh(x) : Exponential.sigmoid(x);
        set(at(rowGates, k), live ? gate : 0);
      }
      for (int k = 0; k < hidden; k++) {
        int element = row * hidden + k;
        float before = get(at(cBefore, element));
        float cell = cell(rowGates, hidden, k, before);
        float out = get(at(rowGates, 3 * hidden + k)) * Hyperbolic.tanh(cell);
        set(at(h, element), live ? out : get(at(hBefore, element)));
        set(at(c, element), live ? cell : before);
      }
    }
  }

  /// Element k of c.
  static float cell(long gates, int hidden, int k, float before) {
    float taken = get(at(gates, k)) * get(at(gates, 2 * hidden + k));
    return Math.fma(get(at(gates, hidden + k)), before, taken);
  }

  /// As [LstmStepGradient#run].
  public static void gradient(
      StepShape shape,
      int time,
      long lengths,
      long dh,
      long dhNext,
      long dcNext,
      long gates,
      long cBefore,
      long c,
      long dGates,
      long dhBefore,
      long dcBefore) {
    int hidden = shape.hidden();
    for (int row = 0; row < shape.batch(); row++) {
      boolean live = Lengths.live(lengths, row, time);
      long rowGradients = shape.row(dGates, row, 4);
      for (int k = 0; k < hidden; k++) {
        int element = row * hidden + k;
        float d = sum(dh, dhNext, element);
        if (live) {
          gradient(
              d,
              get(at(dcNext, element)),
              Hyperbolic.tanh(get(at(c, element))),
              shape.row(gates, row, 4),
              get(at(cBefore, element)),
              rowGradients,
              at(dcBefore, element),
              hidden,
              k);
        } else {
          set(at(dcBefore, element), get(at(dcNext, element)));
          for (int gate = 0; gate < 4; gate++) {
            set(at(rowGradients, gate * hidden + k), 0);
          }
        }
        set(at(dhBefore, element), live ? 0 : d);
      }
    }
  }

  /// An element of `a`, or of `a + b` where there is a b.
  static float sum(long a, long b, int element) {
    return b == 0 ? get(at(a, element)) : get(at(a, element)) + get(at(b, element));
  }

  /// The gradients of element k of a row.
  static void gradient(
      float dh,
      float dcNext,
      float tanh,
      long gates,
      float before,
      long dGates,
      long dc,
      int hidden,
      int k) {
    float i = get(at(gates, k));
    float f = get(at(gates, hidden + k));
    float g = get(at(gates, 2 * hidden + k));
    float o = get(at(gates, 3 * hidden + k));
    float d = Math.fma(dh * o, 1 - tanh * tanh, dcNext);
    set(at(dGates, k), d * g * (i * (1 - i)));
    set(at(dGates, hidden + k), d * before * (f * (1 - f)));
    set(at(dGates, 2 * hidden + k), d * i * (1 - g * g));
    set(at(dGates, 3 * hidden + k), dh * tanh * (o * (1 - o)));
    set(dc, d * f);
  }
}
