package lockstep.nn.project;

import java.util.List;
import lockstep.kernels.update.Rule;
import lockstep.nn.Recipe;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;

/// Optimizers and schedules by name.
public final class Recipes {

  static final String ADAMW = "adamw";
  static final String ONE_CYCLE = "one-cycle";

  private static final List<String> OPTIMIZERS =
      List.of(ADAMW, "adam", "sgd", "nesterov", "rmsprop", "lion");

  private static final List<String> SCHEDULES = List.of(ONE_CYCLE, "cosine", "warm-up", "constant");

  private Recipes() {}

  /// {@return the names of optimizers}
  public static List<String> optimizers() {
    return OPTIMIZERS;
  }

  /// {@return the names of schedules}
  public static List<String> schedules() {
    return SCHEDULES;
  }

  static void requireNames(String optimizer, String schedule) {
    if (!OPTIMIZERS.contains(optimizer)) {
      throw Names.unknown("optimizer", optimizer, OPTIMIZERS);
    }
    if (!SCHEDULES.contains(schedule)) {
      throw Names.unknown("schedule", schedule, SCHEDULES);
    }
  }

  /// What an optimizer's rate is to that of Adam.
  static double factor(String optimizer) {
    return switch (optimizer) {
      case "sgd", "nesterov" -> 15;
      case "rmsprop" -> 0.3;
      case "lion" -> 0.2;
      default -> 1;
    };
  }

  /// @param largestNorm of gradients; infinity for any
  static Recipe of(Loss loss, Learning learning, double decay, double largestNorm, long steps) {
    Rule rule =
        switch (learning.optimizer()) {
          case "adam" -> new Rule.Adam(0.9, 0.999, 1e-8, 0);
          case "sgd" -> new Rule.Momentum(0.9, 0, 5e-4);
          case "nesterov" -> new Rule.Nesterov(0.9, 5e-4);
          case "rmsprop" -> new Rule.RmsProp(0.99, 1e-8, 0, 0);
          case "lion" -> new Rule.Lion(0.9, 0.99, decay);
          default -> new Rule.AdamW(0.9, 0.999, 1e-8, decay);
        };
    Optimizer optimizer = Optimizer.of(rule, schedule(learning, steps));
    return Recipe.of(
        loss, Double.isInfinite(largestNorm) ? optimizer : optimizer.clipped(largestNorm));
  }

  /// Where parameters thaw, each of the two stages has a schedule of its own.
  ///
  /// @param steps of the whole
  static Schedule schedule(Learning learning, long steps, Recipe recipe) {
    long frozen = recipe.thaw().map(Recipe.Thaw::after).orElse(0L);
    return frozen == 0 || frozen >= steps
        ? schedule(learning, steps)
        : Schedule.inTurn(schedule(learning, frozen), frozen, schedule(learning, steps - frozen));
  }

  private static Schedule schedule(Learning learning, long steps) {
    double rate = learning.rate();
    long warm = Math.max(1, steps / 20);
    return switch (learning.schedule()) {
      case "cosine" -> Schedule.cosine(rate, rate / 100, steps);
      case "warm-up" ->
          Schedule.warmUp(warm, Schedule.cosine(rate, rate / 100, Math.max(1, steps - warm)));
      case "constant" -> Schedule.constant(rate);
      default -> Schedule.oneCycle(rate, steps);
    };
  }
}
