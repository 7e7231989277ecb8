package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.map.Exponential;
import lockstep.kernels.map.Hyperbolic;

/// What [GruStep] and [GruStepGradient] compute, one element at a time.
public final class GruStepReference {

  private GruStepReference() {}

  /// As [GruStep#run].
  public static void run(
      StepShape shape,
      int time,
      long lengths,
      long input,
      long recurrent,
      long bias,
      long recurrentBias,
      long hBefore,
      long h,
      long gates) {
    int hidden = shape.hidden();
    for (int row = 0; row < shape.batch(); row++) {
      boolean live = Lengths.live(lengths, row, time);
      long rowGates = shape.row(gates, row, 4);
      for (int k = 0; k < hidden; k++) {
        float[] in = new float[3];
        float[] re = new float[3];
        for (int gate = 0; gate < 3; gate++) {
          int column = gate * hidden + k;
          in[gate] = get(at(shape.row(input, row, 3), column)) + get(at(bias, column));
          re[gate] = get(at(shape.row(recurrent, row, 3), column)) + get(at(recurrentBias, column));
        }
        float r = Exponential.sigmoid(in[0] + re[0]);
        float z = Exponential.sigmoid(in[1] + re[1]);
        float n = Hyperbolic.tanh(Math.fma(r, re[2], in[2]));
        set(at(rowGates, k), live ? r : 0);
        set(at(rowGates, hidden + k), live ? z : 0);
        set(at(rowGates, 2 * hidden + k), live ? n : 0);
        set(at(rowGates, 3 * hidden + k), live ? re[2] : 0);
        int element = row * hidden + k;
        float before = get(at(hBefore, element));
        set(at(h, element), live ? state(rowGates, hidden, k, before) : before);
      }
    }
  }

  /// Element k of h.
  static float state(long gates, int hidden, int k, float before) {
    float n = get(at(gates, 2 * hidden + k));
    return Math.fma(get(at(gates, hidden + k)), before - n, n);
  }

  /// As [GruStepGradient#run].
  public static void gradient(
      StepShape shape,
      int time,
      long lengths,
      long dh,
      long dhNext,
      long gates,
      long hBefore,
      long dInput,
      long dRecurrent,
      long dhBefore) {
    int hidden = shape.hidden();
    for (int row = 0; row < shape.batch(); row++) {
      long rowInput = shape.row(dInput, row, 3);
      long rowRecurrent = shape.row(dRecurrent, row, 3);
      for (int k = 0; k < hidden; k++) {
        int element = row * hidden + k;
        float d = LstmStepReference.sum(dh, dhNext, element);
        if (Lengths.live(lengths, row, time)) {
          gradient(
              d,
              shape.row(gates, row, 4),
              get(at(hBefore, element)),
              rowInput,
              rowRecurrent,
              at(dhBefore, element),
              hidden,
              k);
        } else {
          for (int gate = 0; gate < 3; gate++) {
            set(at(rowInput, gate * hidden + k), 0);
            set(at(rowRecurrent, gate * hidden + k), 0);
          }
          set(at(dhBefore, element), d);
        }
      }
    }
  }

  /// The gradients of element k of a row.
  static void gradient(
      float d,
      long gates,
      float before,
      long dInput,
      long dRecurrent,
      long dhBefore,
      int hidden,
      int k) {
    float r = get(at(gates, k));
    float z = get(at(gates, hidden + k));
    float n = get(at(gates, 2 * hidden + k));
    float q = get(at(gates, 3 * hidden + k));
    float dz = d * (before - n) * (z * (1 - z));
    float dn = d * (1 - z) * (1 - n * n);
    float dr = dn * q * (r * (1 - r));
    set(at(dInput, k), dr);
    set(at(dRecurrent, k), dr);
    set(at(dInput, hidden + k), dz);
    set(at(dRecurrent, hidden + k), dz);
    set(at(dInput, 2 * hidden + k), dn);
    set(at(dRecurrent, 2 * hidden + k), dn * r);
    set(dhBefore, d * z);
  }
}
