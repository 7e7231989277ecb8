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
public record Recipe(Loss loss, Optimizer optimizer, List<Glob> frozen, int accumulation) {

  /// Checks the number of batches.
  public Recipe {
    frozen = List.copyOf(frozen);
    if (accumulation < 1) {
      throw new IllegalArgumentException(
          "accumulation: expected 1 batch or more for an update, got " + accumulation + ".");
    }
  }

  /// {@return all parameters learnt, an update for each batch}
  public static Recipe of(Loss loss, Optimizer optimizer) {
    return new Recipe(loss, optimizer, List.of(), 1);
  }

  /// {@return this recipe with more parameters frozen, such as `features.*`}
  public Recipe freeze(String glob) {
    var more = new ArrayList<>(frozen);
    more.add(new Glob(glob));
    return new Recipe(loss, optimizer, more, accumulation);
  }

  /// {@return this recipe with an update for every so many batches}
  public Recipe accumulate(int batches) {
    return new Recipe(loss, optimizer, frozen, batches);
  }

  boolean learns(String parameter) {
    return frozen.stream().noneMatch(glob -> glob.fits(parameter));
  }
}
