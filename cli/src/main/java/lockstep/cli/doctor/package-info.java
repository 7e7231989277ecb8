/// What `lockstep doctor` finds out, says and advises.
@NullMarked
package lockstep.cli.doctor;

import org.jspecify.annotations.NullMarked;
