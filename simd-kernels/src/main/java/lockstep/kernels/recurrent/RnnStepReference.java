package lockstep.kernels.recurrent;

import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.map.Hyperbolic;

/// What [RnnStep] and [RnnStepGradient] compute, one element at a time.
public final class RnnStepReference {

  private RnnStepReference() {}

  /// As [RnnStep#run].
  public static void run(
      StepShape shape,
      Activation activation,
      int time,
      long lengths,
      long pre,
      long recurrent,
      long bias,
      long hBefore,
      long h) {
    for (int element = 0; element < shape.batch() * shape.hidden(); element++) {
      boolean live = Lengths.live(lengths, element / shape.hidden(), time);
      float x =
          LstmStepReference.sum(pre, recurrent, element) + get(at(bias, element % shape.hidden()));
      float y =
          switch (activation) {
            case TANH -> Hyperbolic.tanh(x);
            case RELU -> x <= 0 ? 0 : x;
          };
      set(at(h, element), live ? y : get(at(hBefore, element)));
    }
  }

  /// As [RnnStepGradient#run].
  public static void gradient(
      StepShape shape,
      Activation activation,
      int time,
      long lengths,
      long dh,
      long dhNext,
      long h,
      long dPre,
      long dhBefore) {
    for (int element = 0; element < shape.batch() * shape.hidden(); element++) {
      boolean live = Lengths.live(lengths, element / shape.hidden(), time);
      float d = LstmStepReference.sum(dh, dhNext, element);
      float y = get(at(h, element));
      float gradient =
          switch (activation) {
            case TANH -> d * (1 - y * y);
            case RELU -> y > 0 ? d : 0;
          };
      set(at(dPre, element), live ? gradient : 0);
      set(at(dhBefore, element), live ? 0 : d);
    }
  }
}
