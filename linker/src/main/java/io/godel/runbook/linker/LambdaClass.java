package io.godel.runbook.linker;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * The class of one lambda: what {@link java.lang.invoke.LambdaMetafactory#metafactory} would make
 * of the same arguments, fields and constructor included.
 *
 * @param name of the class
 * @param function what its one method is called
 * @param factory from what is captured to the interface
 * @param erased the method's type in the interface
 * @param body what is called
 * @param exact the method's type where the lambda stands
 */
record LambdaClass(
    String name, String function, Type factory, Type erased, Handle body, Type exact) {
  /** Stands in the name of every such class, behind the one that the lambda is in. */
  static final String MARK = "$Lambda$";

  /** The static method that takes what is captured. */
  static final String FACTORY = "of";

  private static final Type OBJECT = Type.getType(Object.class);

  /**
   * @param version of the class file
   * @param nest whose private methods it may call
   */
  byte[] bytes(int version, String nest) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.visit(
        version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        OBJECT.getInternalName(),
        new String[] {factory.getReturnType().getInternalName()});
    type.visitNestHost(nest);
    for (int i = 0; i < captured().length; i++) {
      type.visitField(
          Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
          field(i),
          captured()[i].getDescriptor(),
          null,
          null);
    }
    constructor(type);
    factory(type);
    function(type);
    type.visitEnd();
    return type.toByteArray();
  }

  private void constructor(ClassWriter type) {
    GeneratorAdapter code = code(type, Opcodes.ACC_PRIVATE, constructor());
    code.loadThis();
    code.invokeConstructor(OBJECT, Method.getMethod("void <init> ()"));
    for (int i = 0; i < captured().length; i++) {
      code.loadThis();
      code.loadArg(i);
      code.putField(self(), field(i), captured()[i]);
    }
    end(code);
  }

  private void factory(ClassWriter type) {
    GeneratorAdapter code =
        code(type, Opcodes.ACC_STATIC, new Method(FACTORY, factory.getDescriptor()));
    code.newInstance(self());
    code.dup();
    code.loadArgs();
    code.invokeConstructor(self(), constructor());
    end(code);
  }

  private void function(ClassWriter type) {
    GeneratorAdapter code =
        code(type, Opcodes.ACC_PUBLIC, new Method(function, erased.getDescriptor()));
    Type owner = Type.getObjectType(body.getOwner());
    boolean makes = body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    if (makes) {
      code.newInstance(owner);
      code.dup();
    }
    List<Type> wanted = wanted(owner);
    int given = captured().length;
    for (int i = 0; i < given; i++) {
      code.loadThis();
      code.getField(self(), field(i), captured()[i]);
      convert(code, captured()[i], wanted.get(i));
    }
    for (int i = 0; i < erased.getArgumentTypes().length; i++) {
      Type argument = exact.getArgumentTypes()[i];
      code.loadArg(i);
      convert(code, erased.getArgumentTypes()[i], argument);
      convert(code, argument, wanted.get(given + i));
    }
    code.visitMethodInsn(
        call(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
    answer(code, makes ? owner : Type.getReturnType(body.getDesc()));
    end(code);
  }

  /** What is called takes these, its receiver among them. */
  private List<Type> wanted(Type owner) {
    List<Type> wanted = new ArrayList<>();
    if (body.getTag() != Opcodes.H_INVOKESTATIC && body.getTag() != Opcodes.H_NEWINVOKESPECIAL) {
      wanted.add(owner);
    }
    wanted.addAll(List.of(Type.getArgumentTypes(body.getDesc())));
    return wanted;
  }

  /** A private method of the same nest is called as any other. */
  private int call() {
    return switch (body.getTag()) {
      case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
      case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
      default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    };
  }

  private void answer(GeneratorAdapter code, Type given) {
    Type wanted = erased.getReturnType();
    if (!wanted.equals(Type.VOID_TYPE)) {
      convert(code, given, wanted);
    } else if (given.getSize() == 2) {
      code.pop2();
    } else if (given.getSize() == 1) {
      code.pop();
    }
  }

  /** As an assignment would (JLS 5.2), or a cast where what is generic is known better. */
  private static void convert(GeneratorAdapter code, Type from, Type to) {
    if (from.equals(to)) {
      return;
    }
    if (isPrimitive(from) && isPrimitive(to)) {
      code.cast(from, to);
    } else if (isPrimitive(from)) {
      code.valueOf(from);
    } else if (isPrimitive(to)) {
      code.unbox(to);
    } else {
      code.checkCast(to);
    }
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private Type[] captured() {
    return factory.getArgumentTypes();
  }

  private static String field(int number) {
    return "arg$" + (number + 1);
  }

  private Type self() {
    return Type.getObjectType(name);
  }

  private Method constructor() {
    return new Method("<init>", Type.VOID_TYPE, captured());
  }

  private static GeneratorAdapter code(ClassWriter type, int access, Method method) {
    GeneratorAdapter code = new GeneratorAdapter(access, method, null, null, type);
    code.visitCode();
    return code;
  }

  private static void end(GeneratorAdapter code) {
    code.returnValue();
    code.endMethod();
  }
}
