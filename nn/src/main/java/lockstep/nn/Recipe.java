package lockstep.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.nn.json.WhenAbsent;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Glob;
import lockstep.nn.optimizer.Optimizer;

/// How a model learns: as data.
///
/// @param loss what is made small
/// @param optimizer how parameters follow from gradients
/// @param frozen which parameters stay as they are, by their names: `*` stands for anything. No
///   gradients are made for them; a batch norm that is frozen keeps its averages and takes them
/// @param accumulation how many batches make one update
/// @param averaging what a moving average of each parameter keeps of itself at an update, such as
///   0.999; 0 for no average. Averages are often the better model
/// @param thaw which parameters stay as they are at first only
public record Recipe(
    Loss loss,
    Optimizer optimizer,
    @WhenAbsent("[]") List<Glob> frozen,
    @WhenAbsent("1") int accumulation,
    @WhenAbsent("0") double averaging,
    Optional<Thaw> thaw) {

  /// Parameters that begin to learn later than the others, as the body of a network does that was
  /// trained before and got a new head. When they do, the optimizer begins anew: what it remembers
  /// is forgotten, and its updates are counted from 1.
  ///
  /// @param globs which they are
  /// @param after how many updates they stay as they are
  public record Thaw(List<Glob> globs, long after) {

    /// Checks the updates.
    public Thaw {
      globs = List.copyOf(globs);
      if (after < 1) {
        throw new IllegalArgumentException(
            "Thaw.after: expected 1 update or more, got " + after + ".");
      }
    }
  }

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
    return new Recipe(loss, optimizer, List.of(), 1, 0, Optional.empty());
  }

  /// {@return this recipe with more parameters frozen, such as `features.*`}
  public Recipe freeze(String glob) {
    var more = new ArrayList<>(frozen);
    more.add(new Glob(glob));
    return new Recipe(loss, optimizer, more, accumulation, averaging, thaw);
  }

  /// {@return this recipe with some parameters frozen for the first updates}
  ///
  /// @param globs which they are
  /// @param after how many updates
  public Recipe thaw(List<String> globs, long after) {
    var thawed = new Thaw(globs.stream().map(Glob::new).toList(), after);
    return new Recipe(loss, optimizer, frozen, accumulation, averaging, Optional.of(thawed));
  }

  /// {@return this recipe as it is before the thaw: what thaws then is frozen}
  Recipe beforeThaw() {
    var more = new ArrayList<>(frozen);
    thaw.ifPresent(each -> more.addAll(each.globs()));
    return new Recipe(loss, optimizer, more, accumulation, averaging, Optional.empty());
  }

  /// {@return this recipe with an update for every so many batches}
  public Recipe accumulate(int batches) {
    return new Recipe(loss, optimizer, frozen, batches, averaging, thaw);
  }

  /// {@return this recipe with moving averages of parameters, which judge and remain}
  public Recipe average(double keeps) {
    return new Recipe(loss, optimizer, frozen, accumulation, keeps, thaw);
  }

  /// {@return this recipe with another optimizer}
  public Recipe with(Optimizer other) {
    return new Recipe(loss, other, frozen, accumulation, averaging, thaw);
  }

  /// {@return whether a parameter of that name is learnt, sooner or later}
  public boolean learns(String parameter) {
    return frozen.stream().noneMatch(glob -> glob.fits(parameter));
  }
}
