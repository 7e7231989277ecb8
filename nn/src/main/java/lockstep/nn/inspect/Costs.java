package lockstep.nn.inspect;

import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Variable;
import lockstep.nn.plan.Plan;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.Work;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.tensor.DType;

/// What a plan takes: work and memory.
///
/// @param batch how many examples at once
/// @param operations multiplications and additions of its products in one run
/// @param moved bytes that its nodes read and write in one run
/// @param slab bytes of memory for all that comes and goes in a run
/// @param variables bytes of what outlives runs: weights, and when training what the optimizer
///   remembers
public record Costs(int batch, double operations, long moved, long slab, long variables) {

  /// {@return the plan by which a model predicts}
  public static Plan predicting(Model model, int batch) {
    return Planner.plan(
        Rewrites.apply(model.graph(), Mode.INFER), batch, model.parallel().threads());
  }

  /// {@return the plan of a step by which a model learns}
  public static Plan learning(Model model, Recipe recipe, int batch) {
    return Planner.plan(
        Rewrites.apply(model.trainStep(recipe).graph(), Mode.TRAIN),
        batch,
        model.parallel().threads());
  }

  /// {@return what a plan takes; what runs only when weights change is left out}
  public static Costs of(Plan plan) {
    double operations = 0;
    long moved = 0;
    for (Plan.PlannedStep step : plan.steps().subList(plan.once(), plan.steps().size())) {
      Work work = Work.of(plan, step.node());
      operations += work.operations();
      moved += work.bytes();
    }
    long variables =
        plan.graph().variables().stream().map(Variable::shape).mapToLong(s -> s.count()).sum();
    return new Costs(plan.batch(), operations, moved, plan.slabBytes(), variables * DType.BYTES);
  }
}
