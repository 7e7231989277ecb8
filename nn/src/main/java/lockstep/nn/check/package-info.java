/// What is known of data before a network learns from it, and what a person should look at: {@link
/// lockstep.nn.check.Checkup} reads every sample once and says so.
@NullMarked
package lockstep.nn.check;

import org.jspecify.annotations.NullMarked;
