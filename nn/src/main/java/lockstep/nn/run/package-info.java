/// Two executors: {@link lockstep.nn.run.Interpreter} is the specification, {@link
/// lockstep.nn.run.PlanRunner} the product.
@NullMarked
package lockstep.nn.run;

import org.jspecify.annotations.NullMarked;
