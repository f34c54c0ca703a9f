package header

import "strings"

// few is the number of lines up to which looking through all of them is as good as a map.
const few = 32

// AppendAll does what Append does for each of lines in turn, in linear time.
//
// https://fetch.spec.whatwg.org/#concept-header-list-append
func (l *List) AppendAll(lines ...Line) {
	if len(*l)+len(lines) <= few {
		for _, line := range lines {
			l.Append(line.Name, line.Value)
		}
		return
	}
	// Fast path: the spelling of the first line of each name is kept in a map.
	spelling := make(map[string]string, len(*l))
	for _, line := range *l {
		key := ByteLowercase(line.Name)
		if _, ok := spelling[key]; !ok {
			spelling[key] = line.Name
		}
	}
	for _, line := range lines {
		key := ByteLowercase(line.Name)
		if first, ok := spelling[key]; ok {
			line.Name = first
		} else {
			spelling[key] = line.Name
		}
		*l = append(*l, line)
	}
}

// CombineAll does what Combine does for each of lines in turn, in linear time.
//
// https://fetch.spec.whatwg.org/#concept-header-list-combine
func (l *List) CombineAll(lines ...Line) {
	if len(*l)+len(lines) <= few {
		for _, line := range lines {
			l.Combine(line.Name, line.Value)
		}
		return
	}
	// Fast path: the place of the first line of each name is kept in a map, and what is combined there in a builder.
	type place struct {
		index int
		value *strings.Builder
	}
	places := make(map[string]place, len(*l))
	for i, line := range *l {
		key := ByteLowercase(line.Name)
		if _, ok := places[key]; !ok {
			places[key] = place{index: i}
		}
	}
	for _, line := range lines {
		key := ByteLowercase(line.Name)
		first, ok := places[key]
		if !ok {
			places[key] = place{index: len(*l)}
			*l = append(*l, line)
			continue
		}
		if first.value == nil {
			first.value = new(strings.Builder)
			first.value.WriteString((*l)[first.index].Value)
			places[key] = first
		}
		first.value.WriteString(", ")
		first.value.WriteString(line.Value)
		(*l)[first.index].Value = first.value.String()
	}
}
