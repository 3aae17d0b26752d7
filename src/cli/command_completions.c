/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completions of bash and zsh, from the tables that --help comes from. The
 * script is a dozen lines of shell around what the tables say; the names of
 * series are asked of the program when they are needed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/completion.h"
#include "cli/terminal.h"

static const char series_function[] =
    "_forecast_series() { # the series of --data, or of the data found\n"
    "    local data=() i\n"
    "    for ((i = 1; i < $#; i++)); do\n"
    "        [ \"${@:$i:1}\" = --data ] && data=(--data \"${@:$((i + 1)):1}\")\n"
    "    done\n"
    "    \"$1\" series \"${data[@]}\" --format csv 2>/dev/null |\n"
    "        sed '1d; s/,.*//'\n"
    "}\n";

/* Does an option of that name stand in front of option @p index? */
static bool is_repeated(size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(fc_option_at(i)->name, fc_option_at(index)->name) == 0) {
            return true;
        }
    }
    return false;
}

/* --- bash ---------------------------------------------------------------- */

static const char bash_head[] =
    "# bash completion for forecast, made by: forecast completions bash\n"
    "# To use it: source <(forecast completions bash)\n";

static const char bash_body[] =
    "\n"
    "# compgen -W would run what a name holds, so names are compared here.\n"
    "_forecast_match() {\n"
    "    local word\n"
    "    while IFS= read -r word; do\n"
    "        if [[ $word == \"$cur\"* ]]; then\n"
    "            printf -v word %q \"$word\"\n"
    "            COMPREPLY+=(\"$word\")\n"
    "        fi\n"
    "    done\n"
    "}\n"
    "\n"
    "_forecast_offer() { # files, folders, series, or words, or nothing\n"
    "    case $1 in\n"
    "    files) compopt -o filenames\n"
    "        mapfile -t COMPREPLY < <(compgen -f -W \"${*:2}\" -- \"$cur\") ;;\n"
    "    folders) compopt -o filenames\n"
    "        mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
    "    series) _forecast_match < <(_forecast_series \"${COMP_WORDS[@]}\") ;;\n"
    "    *) mapfile -t COMPREPLY < <(compgen -W \"$*\" -- \"$cur\") ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_forecast() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local command=forecast\n"
    "    COMPREPLY=()\n"
    "    if [ \"$cur\" = = ]; then # --name=\n"
    "        cur=\n"
    "    elif [ \"$prev\" = = ]; then # --name=value\n"
    "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} != -* ]]; then\n"
    "        command=${COMP_WORDS[1]}\n"
    "    fi\n";

static void bash_offer(FILE *out, const struct fc_completion *what)
{
    const char *kind = what->files     ? " files"
                       : what->folders ? " folders"
                       : what->series  ? " series"
                                       : "";

    (void)fprintf(out, "_forecast_offer%s%s%s", kind,
                  what->words[0] != '\0' ? " " : "", what->words);
}

static void bash_values(FILE *out)
{
    (void)fputs("    case $prev in\n", out);
    for (size_t i = 0; i < fc_option_count(); i++) {
        const struct fc_option *option = fc_option_at(i);
        struct fc_completion what;

        if (option->argument == NULL || is_repeated(i)) {
            continue;
        }
        fc_completion_of_option(&what, option);
        (void)fprintf(out, "    --%s", option->name);
        if (option->letter != '\0') {
            (void)fprintf(out, "|-%c", option->letter);
        }
        (void)fputs(") ", out);
        bash_offer(out, &what);
        (void)fputs("; return ;;\n", out);
    }
    (void)fputs("    esac\n", out);
}

static void bash_options(FILE *out)
{
    (void)fputs("    case $command:$cur in\n", out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        const struct fc_command *command = fc_command_at(i);

        (void)fprintf(out, "    %s:-*) _forecast_offer", command->name);
        for (size_t j = 0; j < fc_option_count(); j++) {
            if ((fc_option_at(j)->commands & command->bit) != 0) {
                (void)fprintf(out, " --%s", fc_option_at(j)->name);
            }
        }
        (void)fputs(" ;;\n", out);
    }
    for (size_t i = 0; i < fc_command_count(); i++) {
        const struct fc_command *command = fc_command_at(i);
        struct fc_completion what;

        if (command->operand != NULL) {
            fc_completion_of_operand(&what, command);
            (void)fprintf(out, "    %s:*) ", command->name);
            bash_offer(out, &what);
            (void)fputs(" ;;\n", out);
        }
    }
    (void)fputs("    esac\n", out);
}

static void print_bash(FILE *out)
{
    char commands[FC_COMPLETION_SIZE];

    fc_completion_commands(commands);
    (void)fputs(bash_head, out);
    (void)fputs(series_function, out);
    (void)fputs(bash_body, out);
    bash_values(out);
    (void)fprintf(out,
                  "    if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then\n"
                  "        _forecast_offer %s\n"
                  "        return\n"
                  "    fi\n",
                  commands);
    bash_options(out);
    (void)fputs("}\ncomplete -F _forecast forecast\n", out);
}

/* --- zsh ----------------------------------------------------------------- */

static const char zsh_head[] =
    "#compdef forecast\n"
    "# zsh completion for forecast, made by: forecast completions zsh\n"
    "# To use it: put it as _forecast into a folder of $fpath\n";

static const char zsh_body[] =
    "\n"
    "_forecast_names() {\n"
    "    local names=(\"${(@f)$(_forecast_series \"${(@)words}\")}\")\n"
    "    compadd -a names\n"
    "}\n"
    "\n"
    "_forecast() {\n"
    "    local command=forecast\n"
    "    if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n";

/* In a description of _arguments brackets and colons mean something, and it
 * stands between apostrophes. */
static void zsh_text(FILE *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            (void)fputs("'\\'", out);
        } else if (strchr("[]:\\", *text) != NULL) {
            (void)fputc('\\', out);
        }
        (void)fputc(*text, out);
    }
}

static void zsh_values(FILE *out, const char *argument,
                       const struct fc_completion *what)
{
    (void)fputc(':', out);
    zsh_text(out, argument);
    (void)fputc(':', out);
    if (what->files) {
        (void)fputs("_files", out);
    } else if (what->folders) {
        (void)fputs("_files -/", out);
    } else if (what->series) {
        (void)fputs("_forecast_names", out);
    } else if (what->words[0] != '\0') {
        (void)fprintf(out, "(%s)", what->words);
    } else {
        (void)fputc(' ', out);
    }
}

static void zsh_option(FILE *out, const struct fc_option *option)
{
    struct fc_completion what;

    fc_completion_of_option(&what, option);
    (void)fprintf(out, " \\\n            '%s--%s%s[",
                  option->repeatable ? "*" : "", option->name,
                  option->argument != NULL && !option->optional ? "=" : "");
    zsh_text(out, option->help);
    (void)fputc(']', out);
    if (option->argument != NULL && !option->optional) {
        zsh_values(out, option->argument, &what);
    }
    (void)fputc('\'', out);
}

static void zsh_command(FILE *out, const struct fc_command *command)
{
    struct fc_completion what;

    (void)fprintf(out, "    %s)\n        _arguments", command->name);
    for (size_t i = 0; i < fc_option_count(); i++) {
        if ((fc_option_at(i)->commands & command->bit) != 0) {
            zsh_option(out, fc_option_at(i));
        }
    }
    if (command->operand != NULL) {
        fc_completion_of_operand(&what, command);
        (void)fputs(" \\\n            '1", out);
        zsh_values(out, command->operand, &what);
        (void)fputc('\'', out);
    }
    (void)fputs(" ;;\n", out);
}

static void print_zsh(FILE *out)
{
    (void)fputs(zsh_head, out);
    (void)fputs(series_function, out);
    (void)fputs(zsh_body, out);
    (void)fputs("        local commands=(", out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        (void)fprintf(out, "\n            '%s:", fc_command_at(i)->name);
        zsh_text(out, fc_command_at(i)->summary);
        (void)fputc('\'', out);
    }
    (void)fputs(")\n"
                "        _describe command commands\n"
                "        return\n"
                "    fi\n"
                "    if [[ $words[2] != -* ]]; then\n"
                "        command=$words[2]\n"
                "        words=(\"$words[1]\" \"${(@)words[3,-1]}\")\n"
                "        ((CURRENT--))\n"
                "    fi\n"
                "    case $command in\n",
                out);
    for (size_t i = 0; i < fc_command_count(); i++) {
        zsh_command(out, fc_command_at(i));
    }
    (void)fputs("    esac\n}\n\n_forecast \"$@\"\n", out);
}

/* The script is built in memory and written once, as the help. */
fc_status fc_command_completions(const struct fc_request *request, int *outcome,
                                 fc_error *err)
{
    const char *shell = request->operand != NULL ? request->operand : "";
    bool for_bash = strcmp(shell, "bash") == 0;
    char *text = NULL;
    size_t size = 0;
    FILE *out = NULL;
    fc_status status = FC_OK;

    (void)outcome; /* there is nothing to check */
    if (!for_bash && strcmp(shell, "zsh") != 0) {
        return FC_FAIL(err, FC_ERR_ARGUMENT,
                       "completions are for bash or zsh; write forecast "
                       "completions bash");
    }
    out = open_memstream(&text, &size);
    if (out != NULL) {
        (for_bash ? print_bash : print_zsh)(out);
    }
    if (out == NULL || fclose(out) != 0) {
        status = FC_FAIL(err, FC_ERR_MEMORY, "out of memory for the script");
    } else {
        status = fc_terminal_write(text, size, err);
    }
    free(text);
    return status;
}
