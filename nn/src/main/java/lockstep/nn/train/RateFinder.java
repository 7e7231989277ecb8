package lockstep.nn.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.nn.Model;
import lockstep.nn.NotFiniteException;
import lockstep.nn.Recipe;
import lockstep.nn.TrainStep;
import lockstep.nn.data.Batches;
import lockstep.nn.data.Loader;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.Tensor;

/// Tries learning rates from small to large, one a step, and looks where the loss falls fastest.
/// The model is afterwards as it was before.
///
/// @param least the first rate
/// @param most the last one
/// @param steps how many are tried
public record RateFinder(double least, double most, int steps) {

  /// What counts of a loss in the smoothed one.
  private static final double SMOOTHING = 0.1;

  /// A loss so many times the least one is beyond rescue.
  private static final double DIVERGED = 4;

  /// A rate that was tried.
  ///
  /// @param rate it
  /// @param loss the loss then, smoothed
  public record Point(double rate, double loss) {}

  /// What was found.
  ///
  /// @param points the rates tried, until the loss exploded
  /// @param suggestion a tenth of the rate with the least loss, where it still fell
  public record Found(List<Point> points, double suggestion) {
    /// Copies the points.
    public Found {
      points = List.copyOf(points);
    }
  }

  /// Checks the settings.
  public RateFinder {
    if (!(least > 0) || !(most > least) || steps < 2) {
      throw new IllegalArgumentException(
          "RateFinder: expected 0 < least < most and 2 steps or more, got "
              + least
              + ", "
              + most
              + " and "
              + steps
              + ".");
    }
  }

  /// From 10⁻⁷ to 10 in 100 steps.
  public RateFinder() {
    this(1e-7, 10, 100);
  }

  /// {@return which rates make progress}
  public Found find(Model model, Recipe recipe, Loader data) {
    Map<String, Tensor> before = copy(model);
    try {
      return tried(model, recipe, data);
    } finally {
      restore(model, before);
    }
  }

  private Found tried(Model model, Recipe recipe, Loader data) {
    double ratio = StrictMath.log(most / least) / (steps - 1);
    TrainStep step =
        model.trainStep(
            recipe
                .with(
                    recipe.optimizer().with(update -> least * StrictMath.exp(ratio * (update - 1))))
                .accumulate(1)
                .average(0));
    var points = new ArrayList<Point>();
    double lowest = Double.POSITIVE_INFINITY;
    double mean = 0;
    for (int epoch = 0; points.size() < steps; epoch++) {
      try (Batches batches = data.epoch(epoch)) {
        while (batches.hasNext() && points.size() < steps) {
          var batch = batches.next();
          PlanRunner runner = step.runner(batch.size());
          Judge.write(batch, runner);
          mean += SMOOTHING * (step.run(runner) - mean);
          // The mean begins at 0: what it lacks for that is known.
          double loss = mean / (1 - StrictMath.pow(1 - SMOOTHING, points.size() + 1.0));
          points.add(new Point(step.rate(), loss));
          lowest = Math.min(lowest, loss);
          if (loss > DIVERGED * lowest) {
            return found(points);
          }
        }
      } catch (NotFiniteException e) {
        return found(points);
      }
    }
    return found(points);
  }

  private Found found(List<Point> points) {
    Point best = new Point(least, Double.POSITIVE_INFINITY);
    for (Point point : points) {
      best = point.loss() < best.loss() ? point : best;
    }
    return new Found(points, best.rate() / 10);
  }

  /// What trying made new, such as an optimizer's memory, begins with zeros.
  private static void restore(Model model, Map<String, Tensor> before) {
    for (String name : model.variables().all().keySet()) {
      Tensor tensor = model.variables().get(name);
      tensor.set(before.getOrDefault(name, Tensor.zeros(tensor.shape(), tensor.dtype())));
    }
  }

  private static Map<String, Tensor> copy(Model model) {
    var copies = new LinkedHashMap<String, Tensor>();
    for (String name : model.variables().all().keySet()) {
      Tensor tensor = model.variables().get(name);
      Tensor copy = Tensor.zeros(tensor.shape(), tensor.dtype());
      copy.set(tensor);
      copies.put(name, copy);
    }
    return copies;
  }
}
