/// What is shown while a network trains: a live line, plain lines or JSON.
@NullMarked
package lockstep.cli.progress;

import org.jspecify.annotations.NullMarked;
