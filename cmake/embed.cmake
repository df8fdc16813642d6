# Writes an assembler file that carries the lexicon image and every model in the program's read-only data:
# symbol isnad_lexicon_image, and a table isnad_models of {name, begin, size} that ends on a null name.
file(GLOB models "${MODELS}/*.model")
set(data "")
set(table "")
set(index 0)
foreach(model ${models})
  get_filename_component(name "${model}" NAME_WE)
  string(APPEND data "  .balign 64\nmodel${index}: .incbin \"${model}\"\nmodel${index}_end:\nname${index}: .asciz \"${name}\"\n")
  string(APPEND table "  .quad name${index}, model${index}, model${index}_end - model${index}\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "  .section .rodata
  .balign 64
  .globl isnad_lexicon_image
isnad_lexicon_image: .incbin \"${IMAGE}\"
  .globl isnad_lexicon_image_end
isnad_lexicon_image_end:
${data}
  .section .data.rel.ro,\"aw\"
  .balign 8
  .globl isnad_models
isnad_models:
${table}  .quad 0, 0, 0
  .section .note.GNU-stack,\"\",%progbits
")
