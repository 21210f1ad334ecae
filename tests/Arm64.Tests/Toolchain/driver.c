/*
 * Calls one entry point of the kernels once, on memory in which a stray access shows.
 *
 *     driver INPUT OUTPUT
 *
 * INPUT:  the entry point's number (u32), then for each parameter its element count (u64) and its elements. A number is one element.
 * OUTPUT: the elements of every buffer in the order of the parameters, then the returned number, if any.
 *
 * Every buffer starts on a 64-byte boundary and has what NetGen's own buffers have behind it: the rest of its last cache line and one more.
 * After that comes a page that traps. The slack before and behind is filled with a NaN and must be unchanged after the call.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define MAX_PARAMETERS 64
#define LINE 64

enum { EXIT_USAGE = 2, EXIT_STRAY_WRITE = 3, EXIT_FAULT = 4 };

typedef struct {
    const char *name;
    size_t element_size;
    int is_buffer;
} parameter;

typedef struct {
    uint8_t *data;            /* what the kernel sees */
    size_t bytes;
    uint8_t *mapping;         /* trap page, memory, trap page */
    size_t mapping_bytes;
} slot;

typedef struct {
    const char *name;
    const parameter *parameters;
    int parameter_count;
    size_t result_size;
    void (*call)(const slot *slots, void *result);
} entry;

#define VALUE(type, index) (*(const type *)slots[index].data)
#define BUFFER(type, index) ((type *)slots[index].data)

#include "entries.h" /* made for each program: static const entry entries[]; */

/*
 * Where compiled code looks up, at run time, which instruction sets beyond its baseline there are. None: those it may use are named
 * when it is compiled, and then it does not ask.
 */
int g_cpuFeatures = 0;

static const uint8_t slack[4] = { 0xad, 0xde, 0xc0, 0x7f }; /* a quiet NaN as a little-endian float */
static const entry *running;
static slot slots[MAX_PARAMETERS];
static size_t page;

static void fail(const char *message)
{
    fprintf(stderr, "driver: %s\n", message);
    exit(EXIT_USAGE);
}

static void read_exactly(void *target, size_t bytes, FILE *input)
{
    if (fread(target, 1, bytes, input) != bytes) fail("the input file is too short");
}

static size_t round_up(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

static void allocate(slot *s)
{
    size_t room = round_up(s->bytes, LINE) + LINE;
    size_t body = round_up(room, page);
    s->mapping_bytes = body + 2 * page;
    s->mapping = mmap(NULL, s->mapping_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (s->mapping == MAP_FAILED) fail("no memory for a buffer");
    for (size_t i = 0; i < s->mapping_bytes; i++) s->mapping[i] = slack[i % sizeof slack];
    mprotect(s->mapping, page, PROT_NONE);
    mprotect(s->mapping + page + body, page, PROT_NONE);
    s->data = s->mapping + page + body - room;
}

static int stray_writes(void)
{
    int found = 0;
    for (int p = 0; p < running->parameter_count; p++) {
        const slot *s = &slots[p];
        const uint8_t *start = s->mapping + page, *end = s->mapping + s->mapping_bytes - page;
        for (const uint8_t *at = start; at < end; at++) {
            if (at == s->data) at += s->bytes;
            if (at >= end) break;
            if (*at == slack[(size_t)(at - s->mapping) % sizeof slack]) continue;
            fprintf(stderr, "%s wrote outside of '%s' (%zu bytes) at byte %td\n",
                    running->name, running->parameters[p].name, s->bytes, at - s->data);
            found = 1;
            break;
        }
    }
    return found;
}

static void on_fault(int signal, siginfo_t *info, void *context)
{
    const ucontext_t *machine = context;
    const uint8_t *address = info->si_addr;
    fprintf(stderr, "%s faulted at %p, pc %llx, called from %llx\n", running->name, (const void *)address,
            (unsigned long long)machine->uc_mcontext.pc, (unsigned long long)machine->uc_mcontext.regs[30]);
    if (machine->uc_mcontext.pc < page) fprintf(stderr, "it called a method of the .NET runtime, which is not linked in\n");
    for (int p = 0; p < running->parameter_count; p++) {
        const slot *s = &slots[p];
        if (address >= s->mapping && address < s->mapping + s->mapping_bytes)
            fprintf(stderr, "that is byte %td of '%s', which has %zu\n", address - s->data, running->parameters[p].name, s->bytes);
    }
    _exit(EXIT_FAULT);
}

int main(int argc, char **argv)
{
    uint32_t number;
    FILE *input, *output;
    uint8_t result[16] = { 0 };
    struct sigaction fault = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO };

    if (argc != 3) fail("expected INPUT OUTPUT");
    page = (size_t)sysconf(_SC_PAGESIZE);
    input = fopen(argv[1], "rb");
    if (input == NULL) fail("cannot open the input file");
    read_exactly(&number, sizeof number, input);
    if (number >= sizeof entries / sizeof *entries) fail("no such entry point");
    running = &entries[number];
    for (int p = 0; p < running->parameter_count; p++) {
        uint64_t count;
        read_exactly(&count, sizeof count, input);
        slots[p].bytes = (size_t)count * running->parameters[p].element_size;
        allocate(&slots[p]);
        read_exactly(slots[p].data, slots[p].bytes, input);
    }
    fclose(input);

    sigaction(SIGSEGV, &fault, NULL);
    sigaction(SIGBUS, &fault, NULL);
    sigaction(SIGILL, &fault, NULL);
    running->call(slots, result);
    if (stray_writes()) return EXIT_STRAY_WRITE;

    output = fopen(argv[2], "wb");
    if (output == NULL) fail("cannot create the output file");
    for (int p = 0; p < running->parameter_count; p++)
        if (running->parameters[p].is_buffer && fwrite(slots[p].data, 1, slots[p].bytes, output) != slots[p].bytes) fail("cannot write the output file");
    if (fwrite(result, 1, running->result_size, output) != running->result_size || fclose(output) != 0) fail("cannot write the output file");
    return 0;
}
