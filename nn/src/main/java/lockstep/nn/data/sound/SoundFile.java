package lockstep.nn.data.sound;

import java.nio.file.Path;
import java.util.Map;

/// A file of a folder, before it is read.
///
/// @param path where it lies
/// @param origin its name within the folder
/// @param label its class
/// @param parts what its name says, by what that is called
record SoundFile(Path path, String origin, String label, Map<String, String> parts) {}
