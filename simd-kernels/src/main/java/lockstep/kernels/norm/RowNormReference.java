package lockstep.kernels.norm;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.norm.Columns.at;

import lockstep.kernels.access.RowShares;
import lockstep.kernels.access.RowSumsReference;
import lockstep.kernels.access.Sixteen;

/// What [LayerNorm], [RmsNorm] and their gradients compute, element by element.
public final class RowNormReference {

  private RowNormReference() {}

  /// As [LayerNorm].
  public static void layer(
      int rows, int columns, float epsilon, long in, long gamma, long beta, long out, long saved) {
    for (int row = 0; row < rows; row++) {
      long x = at(in, (long) row * columns);
      long y = at(out, (long) row * columns);
      float mean = RowSumsReference.sum(x, columns) / columns;
      float squares = RowSumsReference.squares(x, mean, columns);
      float inverse = 1 / (float) Math.sqrt(squares / columns + epsilon);
      for (int i = 0; i < columns; i++) {
        float n = (get(at(x, i)) - mean) * inverse;
        set(at(y, i), Math.fma(n, get(at(gamma, i)), get(at(beta, i))));
      }
      set(at(saved, row), mean);
      set(at(saved, (long) rows + row), inverse);
    }
  }

  /// As [RmsNorm].
  public static void rms(
      int rows, int columns, float epsilon, long in, long gamma, long out, long saved) {
    for (int row = 0; row < rows; row++) {
      long x = at(in, (long) row * columns);
      long y = at(out, (long) row * columns);
      float squares = RowSumsReference.squares(x, 0, columns);
      float inverse = 1 / (float) Math.sqrt(squares / columns + epsilon);
      for (int i = 0; i < columns; i++) {
        set(at(y, i), get(at(x, i)) * inverse * get(at(gamma, i)));
      }
      set(at(saved, row), inverse);
    }
  }

  /// As [LayerNormGradient]; of [RmsNormGradient] too, where there is no mean and no sum.
  ///
  /// @param centered whether a mean is subtracted: layer norm, else RMS norm without `dbeta`
  public static void gradient(
      int rows,
      int columns,
      boolean centered,
      long x,
      long dy,
      long gamma,
      long saved,
      long dx,
      long dgamma,
      long dbeta) {
    var shares = new RowShares(rows, columns);
    float[] gammas = new float[columns];
    float[] betas = new float[columns];
    for (int share = 0; share < shares.count(); share++) {
      float[] partial = new float[columns];
      float[] partialBeta = new float[columns];
      for (int row = shares.first(share); row < shares.first(share + 1); row++) {
        long from = at(x, (long) row * columns);
        long d = at(dy, (long) row * columns);
        float mean = centered ? get(at(saved, row)) : 0;
        float inverse = get(at(saved, centered ? (long) rows + row : row));
        float[] lanes = new float[Sixteen.LANES];
        for (int i = 0; i < columns; i++) {
          float g = get(at(d, i)) * get(at(gamma, i));
          float n = get(at(from, i)) - mean;
          lanes[i % Sixteen.LANES] = Math.fma(g, n, lanes[i % Sixteen.LANES]);
          partial[i] = Math.fma(get(at(d, i)), n * inverse, partial[i]);
          partialBeta[i] += get(at(d, i));
        }
        float b = -(inverse * Sixteen.sum(lanes) / columns * inverse) * inverse;
        float s = centered ? -inverse * (RowSumsReference.dot(d, gamma, columns) / columns) : 0;
        for (int i = 0; i < columns; i++) {
          float g = Math.fma(get(at(d, i)) * get(at(gamma, i)), inverse, s);
          set(at(dx, (long) row * columns + i), Math.fma(get(at(from, i)) - mean, b, g));
        }
      }
      for (int i = 0; i < columns; i++) {
        gammas[i] += partial[i];
        betas[i] += partialBeta[i];
      }
    }
    for (int i = 0; i < columns; i++) {
      set(at(dgamma, i), gammas[i]);
      if (centered) {
        set(at(dbeta, i), betas[i]);
      }
    }
  }
}
