# Writes an assembler file that carries the files of web/dist, each compressed, in the program's read-only data:
# a table isnad_web_files of {name, begin, size} that ends on a null name. Without web/dist the table is empty.
file(GLOB_RECURSE files RELATIVE "${DIST}" "${DIST}/*")
list(SORT files)
set(data "")
set(table "")
set(index 0)
foreach(file ${files})
  set(packed "${WORK}/web${index}.gz")
  execute_process(COMMAND gzip -9 -n -c "${DIST}/${file}" OUTPUT_FILE "${packed}" COMMAND_ERROR_IS_FATAL ANY)
  string(APPEND data "web${index}: .incbin \"${packed}\"\nweb${index}_end:\nwebname${index}: .asciz \"${file}\"\n")
  string(APPEND table "  .quad webname${index}, web${index}, web${index}_end - web${index}\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE "${OUTPUT}" "  .section .rodata
${data}
  .section .data.rel.ro,\"aw\"
  .balign 8
  .globl isnad_web_files
isnad_web_files:
${table}  .quad 0, 0, 0
  .section .note.GNU-stack,\"\",%progbits
")
