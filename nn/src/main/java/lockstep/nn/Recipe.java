package lockstep.nn;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Glob;
import lockstep.nn.optimizer.Optimizer;

/// How a model learns: as data.
///
/// @param loss what is made small
/// @param optimizer how parameters follow from gradients
/// @param frozen which parameters stay as they are, by their names: `*` stands for anything. No
///   gradients are made for them
/// @param accumulation how many batches make one update
/// @param averaging what a moving average of each parameter keeps of itself at an update, such as
///   0.999; 0 for no average. Averages are often the better model
public record Recipe(
    Loss loss, Optimizer optimizer, List<Glob> frozen, int accumulation, double averaging) {

  /// Checks the number of batches.
  public Recipe {
    frozen = List.copyOf(frozen);
    if (accumulation < 1) {
      throw new IllegalArgumentException(
          "accumulation: expected 1 batch or more for an update, got " + accumulation + ".");
    }
    if (!(averaging >= 0 && averaging < 1)) {
      throw new IllegalArgumentException(
          "averaging: expected a number from 0 to below 1, got " + averaging + ".");
    }
  }

  /// {@return all parameters learnt, an update for each batch}
  public static Recipe of(Loss loss, Optimizer optimizer) {
    return new Recipe(loss, optimizer, List.of(), 1, 0);
  }

  /// {@return this recipe with more parameters frozen, such as `features.*`}
  public Recipe freeze(String glob) {
    var more = new ArrayList<>(frozen);
    more.add(new Glob(glob));
    return new Recipe(loss, optimizer, more, accumulation, averaging);
  }

  /// {@return this recipe with an update for every so many batches}
  public Recipe accumulate(int batches) {
    return new Recipe(loss, optimizer, frozen, batches, averaging);
  }

  /// {@return this recipe with moving averages of parameters, which judge and remain}
  public Recipe average(double keeps) {
    return new Recipe(loss, optimizer, frozen, accumulation, keeps);
  }

  /// {@return this recipe with another optimizer}
  public Recipe with(Optimizer other) {
    return new Recipe(loss, other, frozen, accumulation, averaging);
  }

  /// {@return whether a parameter of that name is learnt}
  public boolean learns(String parameter) {
    return frozen.stream().noneMatch(glob -> glob.fits(parameter));
  }
}
