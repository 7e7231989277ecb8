package lockstep.nn.generate;

import java.util.Arrays;
import java.util.PrimitiveIterator;
import lockstep.nn.Model;
import lockstep.nn.data.Draw;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// The tokens with which a language model goes on, without end.
///
/// {@snippet :
/// var more = new Continuation(model, tokens, Sampling.at(0.8), 1).without(0, 1);
/// int next = more.nextInt();
/// }
///
/// The model sees the last tokens, as many as it was made for; where there are fewer, they stand
/// first and its answer at the last of them counts. So it must read forward only, as causal
/// attention and recurrent layers do.
///
/// The same model, start, sampling and seed give the same tokens.
public final class Continuation implements PrimitiveIterator.OfInt {

  private final PlanRunner runner;
  private final Sampling sampling;
  private final Draw draw;
  private final int[] window;
  private final float[] logits;
  private int[] never = {};
  private int seen;

  /// Goes on after those tokens.
  ///
  /// @param model `[N, T]` tokens to `[N, T, tokens]` logits of what follows each
  /// @param start one token or more
  /// @throws IllegalArgumentException if the model is another, or there is no token to begin with
  public Continuation(Model model, int[] start, Sampling sampling, long seed) {
    Shape said = model.graph().output(Model.PREDICTION).shape();
    boolean fits =
        model.dtype() == DType.INT32
            && model.example().rank() == 1
            && said.rank() == 3
            && said.size(1) == model.example().size(0);
    if (!fits) {
      throw new IllegalArgumentException(
          "model: expected one from tokens [N, T] to logits [N, T, tokens], got "
              + model.dtype()
              + model.example()
              + " to "
              + said
              + ".");
    }
    if (start.length == 0) {
      throw new IllegalArgumentException("start: expected a token to begin with, got none.");
    }
    this.sampling = sampling;
    runner = model.predictor(1);
    draw = new Draw(seed, 0, 0);
    window = new int[model.example().size(0)];
    logits = new float[said.size(2)];
    seen = Math.min(start.length, window.length);
    System.arraycopy(start, start.length - seen, window, 0, seen);
  }

  /// {@return this continuation, which never chooses those tokens}
  public Continuation without(int... tokens) {
    never = Arrays.copyOf(tokens, tokens.length);
    return this;
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public int nextInt() {
    runner.input(Model.INPUT).setInts(window);
    runner.run();
    Tensor said = runner.output(Model.PREDICTION);
    int from = (seen - 1) * logits.length;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = said.get(from + i);
    }
    for (int token : never) {
      logits[token] = Float.NEGATIVE_INFINITY;
    }
    int next = sampling.choose(logits, draw.uniform());
    append(next);
    return next;
  }

  private void append(int token) {
    if (seen == window.length) {
      System.arraycopy(window, 1, window, 0, window.length - 1);
      seen--;
    }
    window[seen++] = token;
  }
}
