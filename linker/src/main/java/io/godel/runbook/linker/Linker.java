package io.godel.runbook.linker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes ordinary classes of the lambdas in a folder of classes. Who does it twice changes nothing.
 */
public final class Linker {
  private static final String SUFFIX = ".class";

  private final Path root;

  /** By the class whose nest they are in, which is where Java looks for who belongs to it. */
  private final Map<String, List<String>> members = new TreeMap<>();

  private Linker(Path root) {
    this.root = root;
  }

  /**
   * @param args the folders
   */
  public static void main(String... args) throws IOException {
    for (String folder : args) {
      new Linker(Path.of(folder)).link();
    }
  }

  private void link() throws IOException {
    for (Path file : classes()) {
      ClassNode node = read(file);
      if (replaceLambdas(node)) {
        write(node);
      }
    }
    for (Map.Entry<String, List<String>> nest : members.entrySet()) {
      ClassNode host = read(file(nest.getKey()));
      List<String> all = host.nestMembers == null ? new ArrayList<>() : host.nestMembers;
      nest.getValue().stream().filter(it -> !all.contains(it)).forEach(all::add);
      host.nestMembers = all;
      write(host);
    }
    removeForsaken();
  }

  /** Those of an earlier build, whose lambdas are gone. */
  private void removeForsaken() throws IOException {
    for (Path file : classes()) {
      ClassNode node = file.toString().contains(LambdaClass.MARK) ? read(file) : null;
      if (node != null && !isMember(node)) {
        Files.delete(file);
      }
    }
  }

  private boolean isMember(ClassNode node) throws IOException {
    Path host = file(node.nestHostClass);
    if (!Files.exists(host)) {
      return false;
    }
    List<String> members = read(host).nestMembers;
    return members != null && members.contains(node.name);
  }

  private List<Path> classes() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(it -> it.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private boolean replaceLambdas(ClassNode host) throws IOException {
    String nest = host.nestHostClass == null ? host.name : host.nestHostClass;
    int number = 0;
    for (MethodNode method : host.methods) {
      for (AbstractInsnNode instruction : method.instructions.toArray()) {
        if (instruction instanceof InvokeDynamicInsnNode lambda && isLambda(lambda.bsm)) {
          LambdaClass made =
              new LambdaClass(
                  host.name + LambdaClass.MARK + ++number,
                  lambda.name,
                  Type.getMethodType(lambda.desc),
                  (Type) lambda.bsmArgs[0],
                  (Handle) lambda.bsmArgs[1],
                  (Type) lambda.bsmArgs[2]);
          Files.write(file(made.name()), made.bytes(host.version, nest));
          members.computeIfAbsent(nest, it -> new ArrayList<>()).add(made.name());
          method.instructions.set(
              lambda,
              new MethodInsnNode(
                  Opcodes.INVOKESTATIC, made.name(), LambdaClass.FACTORY, lambda.desc, false));
        }
      }
    }
    return number > 0;
  }

  /** The others are functions that can be serialized or have several types: there is none. */
  private static boolean isLambda(Handle bootstrap) {
    return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")
        && bootstrap.getName().equals("metafactory");
  }

  private Path file(String name) {
    return root.resolve(name + SUFFIX);
  }

  private static ClassNode read(Path file) throws IOException {
    ClassNode node = new ClassNode();
    new ClassReader(Files.readAllBytes(file)).accept(node, 0);
    return node;
  }

  private void write(ClassNode node) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    Files.write(file(node.name), writer.toByteArray());
  }
}
